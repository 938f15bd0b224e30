namespace AwsLoginAudit.Aws;

/// <summary>The resources that an audit uses.</summary>
public sealed record PrerequisiteQuestion
{
    /// <summary>The sender of reports; null if it is not decided yet.</summary>
    public string? From { get; init; }

    /// <summary>The recipients of reports.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The selected machines.</summary>
    public required FleetSelection Fleet { get; init; }

    /// <summary>The role of EC2 instances.</summary>
    public required string RoleName { get; init; }

    /// <summary>The log group that receives the events.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>The name of the alarm.</summary>
    public required string AlarmName { get; init; }
}
