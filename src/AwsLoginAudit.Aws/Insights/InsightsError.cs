namespace AwsLoginAudit.Aws;

/// <summary>Errors of CloudWatch Logs Insights. Counting without it helps.</summary>
internal static class InsightsError
{
    public static LoginAuditException Of(LoginAuditError error, string message, object? target) =>
        new(error, message, target, remedies: [LoginAuditRemedy.Use(RemedySetting.Engine, LoginAuditEngine.Direct)]);
}
