namespace AwsLoginAudit;

/// <summary>An alarm on failed logins with what belongs to it.</summary>
public sealed record LoginAuditAlarm
{
    /// <summary>The alarm's name.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The alarm's ARN.</summary>
    public required string AlarmArn { get; init; }

    /// <summary>OK, ALARM or INSUFFICIENT_DATA; null where there is no alarm yet, or no longer.</summary>
    public string? AlarmState { get; init; }

    /// <summary>Whether it counts other audit failures beside failed logins; the alarm counts failed logins only if it is created again without them.</summary>
    public bool CountsOtherAuditFailures { get; init; }

    /// <summary>The topic that it tells.</summary>
    public string? TopicArn { get; init; }

    /// <summary>The queue that its notifications go to; null for none.</summary>
    public string? QueueUrl { get; init; }

    /// <summary>When the alarm fires; null where there is no alarm.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>The metric filters that count for it.</summary>
    public IReadOnlyList<LoginAuditMetricFilter> MetricFilters { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditMetricFilter>([]);

    /// <summary>The e-mail addresses that are subscribed to the topic, also those that did not confirm yet.</summary>
    public IReadOnlyList<string> EmailAddresses { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>What became of each resource; empty where nothing was asked to change.</summary>
    public IReadOnlyList<LoginAuditChange> Changes { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditChange>([]);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(AlarmName);
}

/// <summary>A metric filter.</summary>
/// <param name="LogGroupName">The log group that it reads.</param>
/// <param name="FilterName">Its name.</param>
/// <param name="FilterPattern">Which events it counts.</param>
public sealed record LoginAuditMetricFilter(string LogGroupName, string FilterName, string FilterPattern)
{
    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(FilterName);
}
