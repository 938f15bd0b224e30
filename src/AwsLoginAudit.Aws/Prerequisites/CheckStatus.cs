namespace AwsLoginAudit.Aws;

/// <summary>Converts a result to the status of a check.</summary>
internal static class CheckStatus
{
    /// <param name="passed">Whether the prerequisite is met; null if it is unknown.</param>
    public static LoginAuditCheckStatus Of(bool? passed) => passed switch
    {
        true => LoginAuditCheckStatus.Passed,
        false => LoginAuditCheckStatus.Failed,
        null => LoginAuditCheckStatus.NotChecked,
    };
}
