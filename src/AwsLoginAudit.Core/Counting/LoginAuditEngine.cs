namespace AwsLoginAudit;

/// <summary>Where failures are counted.</summary>
public enum LoginAuditEngine
{
    /// <summary>Here, and in CloudWatch Logs Insights as soon as a window turns out to hold more than 200,000 failures.</summary>
    Auto,
    /// <summary>Here: every failure is read.</summary>
    Direct,
    /// <summary>In CloudWatch Logs Insights, by queries that are charged by what they scan.</summary>
    Insights,
}
