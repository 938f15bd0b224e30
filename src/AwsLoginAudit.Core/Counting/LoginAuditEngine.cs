namespace AwsLoginAudit;

/// <summary>Where failures are counted.</summary>
public enum LoginAuditEngine
{
    /// <summary>Here, and in CloudWatch Logs Insights as soon as reading on would take more than 50 seconds.</summary>
    Auto,
    /// <summary>Here: every failure is read.</summary>
    Direct,
    /// <summary>In CloudWatch Logs Insights, by queries that are charged by what they scan.</summary>
    Insights,
}
