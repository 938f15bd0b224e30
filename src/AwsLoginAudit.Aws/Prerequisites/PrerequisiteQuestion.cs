namespace AwsLoginAudit.Aws;

/// <summary>What an audit is to run with.</summary>
public sealed record PrerequisiteQuestion
{
    /// <summary>Who sends reports; null where that is not decided yet.</summary>
    public string? From { get; init; }

    /// <summary>Who gets them.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The machines.</summary>
    public required FleetSelection Fleet { get; init; }

    /// <summary>The role that machines of EC2 run under.</summary>
    public required string RoleName { get; init; }

    /// <summary>The log group that events go to.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>The alarm.</summary>
    public required string AlarmName { get; init; }
}
