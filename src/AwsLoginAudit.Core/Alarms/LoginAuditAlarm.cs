namespace AwsLoginAudit;

/// <summary>An alarm on failed logins with the resources that belong to it.</summary>
public sealed record LoginAuditAlarm
{
    /// <summary>The alarm's name.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The alarm's ARN.</summary>
    public required string AlarmArn { get; init; }

    /// <summary>OK, ALARM or INSUFFICIENT_DATA; null if the alarm does not exist.</summary>
    public string? AlarmState { get; init; }

    /// <summary>Whether the alarm counts other audit failures as well as failed logins. Creating it again without them changes that.</summary>
    public bool CountsOtherAuditFailures { get; init; }

    /// <summary>The topic that the alarm notifies; null for none.</summary>
    public string? TopicArn { get; init; }

    /// <summary>The queue that receives the notifications; null for none.</summary>
    public string? QueueUrl { get; init; }

    /// <summary>The alarm's rule; null if the alarm does not exist.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>The metric filters that count events for the alarm.</summary>
    public IReadOnlyList<LoginAuditMetricFilter> MetricFilters { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditMetricFilter>([]);

    /// <summary>The e-mail addresses that are subscribed to the topic, including those that have not confirmed the subscription.</summary>
    public IReadOnlyList<string> EmailAddresses { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The change of each resource; empty if no change was requested.</summary>
    public IReadOnlyList<LoginAuditChange> Changes { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditChange>([]);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(AlarmName);
}

/// <summary>A metric filter.</summary>
/// <param name="LogGroupName">The log group that the filter reads.</param>
/// <param name="FilterName">The filter's name.</param>
/// <param name="FilterPattern">The pattern of the events that the filter counts.</param>
public sealed record LoginAuditMetricFilter(string LogGroupName, string FilterName, string FilterPattern)
{
    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(FilterName);
}
