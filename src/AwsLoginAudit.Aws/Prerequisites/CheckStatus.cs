namespace AwsLoginAudit.Aws;

/// <summary>The status of a check.</summary>
internal static class CheckStatus
{
    /// <param name="passed">Whether the prerequisite is met; null where that is unknown.</param>
    public static LoginAuditCheckStatus Of(bool? passed) => passed switch
    {
        true => LoginAuditCheckStatus.Passed,
        false => LoginAuditCheckStatus.Failed,
        null => LoginAuditCheckStatus.NotChecked,
    };
}
