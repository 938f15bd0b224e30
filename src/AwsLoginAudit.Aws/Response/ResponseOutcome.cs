namespace AwsLoginAudit.Aws;

/// <summary>A response and its errors.</summary>
/// <param name="Response">The response.</param>
/// <param name="Errors">The errors in their order; empty if there are none. If the response is done, they concern only recipients that SES rejects.</param>
/// <param name="Warnings">Errors that did not prevent a mail from being sent.</param>
public sealed record ResponseOutcome(LoginAuditResponse Response, IReadOnlyList<LoginAuditException> Errors, IReadOnlyList<LoginAuditException> Warnings);
