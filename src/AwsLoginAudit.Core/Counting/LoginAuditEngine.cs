namespace AwsLoginAudit;

/// <summary>How failures are counted.</summary>
public enum LoginAuditEngine
{
    /// <summary>By reading the failures, and by CloudWatch Logs Insights if reading on would take more than 50 seconds.</summary>
    Auto,
    /// <summary>By reading every failure.</summary>
    Direct,
    /// <summary>By queries of CloudWatch Logs Insights, which AWS charges by the amount of data scanned.</summary>
    Insights,
}
