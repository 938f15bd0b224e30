namespace AwsLoginAudit.Aws;

/// <summary>A response, with the errors that its problems are about.</summary>
/// <param name="Response">The response.</param>
/// <param name="Errors">What failed, the first first; empty if nothing did. If the firing is done with, these are recipients whom SES refuses.</param>
/// <param name="Warnings">What else ought to be known: it keeps nobody from being told.</param>
public sealed record ResponseOutcome(LoginAuditResponse Response, IReadOnlyList<LoginAuditException> Errors, IReadOnlyList<LoginAuditException> Warnings);
