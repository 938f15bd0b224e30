using Amazon.Runtime;

namespace AwsLoginAudit.Aws;

/// <summary>Why SES rejected a mail, as errors with their remedies, and which recipients may still get it.</summary>
/// <param name="Failures">One error for each rejected recipient, or one for all.</param>
/// <param name="Remaining">The recipients to try again, with one mail for each list.</param>
internal sealed record MailRejection(IReadOnlyList<LoginAuditException> Failures, IReadOnlyList<IReadOnlyList<string>> Remaining)
{
    private const string Throttling = "Throttling";

    /// <summary>Whether SES rejected the mail because of the sending rate per second; a later attempt can succeed.</summary>
    public static bool IsTooFast(LoginAuditException failure) => failure.InnerException is AmazonServiceException { ErrorCode: Throttling } answer && !IsOfTheDay(answer);

    public static MailRejection Of(LoginAuditException failure, MailSettings settings, IReadOnlyList<string> recipients) =>
        failure.InnerException is not AmazonServiceException answer ? Final(failure) : answer.ErrorCode switch
        {
            "MessageRejected" when answer.Message.IndexOf("not verified", StringComparison.OrdinalIgnoreCase) >= 0 => NotVerified(answer, settings, recipients),
            "MailFromDomainNotVerified" or "MailFromDomainNotVerifiedException" => Final(new LoginAuditException(
                LoginAuditError.SenderNotVerified,
                $"SES does not send from {settings.From}: the MAIL FROM domain of its identity is not verified. Set up its MX record, or set its behavior on MX failure to use the default MAIL FROM domain. SES said: {Sentence.End(answer.Message)}",
                settings.From,
                answer)),
            "MessageRejected" => Final(new LoginAuditException(
                LoginAuditError.MailRejected, $"SES rejected the mail: {Sentence.End(answer.Message)}", settings.From, answer)),
            "AccountSendingPausedException" => Final(new LoginAuditException(
                LoginAuditError.SendingPaused,
                $"Sending is paused for this account in this Region. Find out why in the SES console (reputation), and resume it there. SES said: {Sentence.End(answer.Message)}",
                settings.From,
                answer)),
            "ConfigurationSetSendingPausedException" => Final(new LoginAuditException(
                LoginAuditError.SendingPaused,
                $"Sending is paused for the configuration set {settings.ConfigurationSetName}. Resume it in the SES console. SES said: {Sentence.End(answer.Message)}",
                settings.ConfigurationSetName,
                answer,
                remedies: [LoginAuditRemedy.Change(RemedySetting.ConfigurationSetName)])),
            "ConfigurationSetDoesNotExist" or "ConfigurationSetDoesNotExistException" => Final(new LoginAuditException(
                LoginAuditError.ConfigurationSetNotFound,
                $"There is no SES configuration set {settings.ConfigurationSetName} in this Region.",
                settings.ConfigurationSetName,
                answer,
                remedies: [LoginAuditRemedy.Check(RemedySetting.ConfigurationSetName, RemedySetting.Region)])),
            Throttling when IsOfTheDay(answer) => Final(new LoginAuditException(
                LoginAuditError.SendingQuotaExceeded,
                $"The account has reached its SES quota of recipients in 24 hours. Request a higher quota (in the sandbox: production access), or wait. SES said: {Sentence.End(answer.Message)}",
                settings.From,
                answer)),
            "InvalidParameterValue" => Invalid(answer, recipients),
            _ => Final(failure),
        };

    // SES's message is "Daily message quota exceeded." for the day and "Maximum sending rate exceeded." for the rate.
    private static bool IsOfTheDay(AmazonServiceException answer) => answer.Message.IndexOf("quota", StringComparison.OrdinalIgnoreCase) >= 0;

    private static MailRejection Final(LoginAuditException failure) => new([failure], []);

    // SES always checks the sender, and the recipients only while the account is in the sandbox. The message ends with the list of unverified addresses.
    private static MailRejection NotVerified(AmazonServiceException answer, MailSettings settings, IReadOnlyList<string> recipients)
    {
        var unverified = answer.Message.Substring(answer.Message.LastIndexOf(':') + 1).Split(',').Select(identity => identity.Trim().TrimEnd('.')).ToList();
        var rejected = recipients.Where(recipient => unverified.Contains(recipient, StringComparer.OrdinalIgnoreCase)).ToList();
        if (rejected.Count == 0 || unverified.Contains(settings.From, StringComparer.OrdinalIgnoreCase))
        {
            return Final(new LoginAuditException(
                LoginAuditError.SenderNotVerified,
                $"SES does not send from {settings.From}: neither the address nor its domain is verified in this Region. Verify the address or its domain. The owner must confirm the request. SES said: {Sentence.End(answer.Message)}",
                settings.From,
                answer,
                remedies: [new LoginAuditRemedy(RemedyAction.InitializePrerequisites).With("From", settings.From)]));
        }
        var rest = recipients.Except(rejected).ToList();
        return new MailRejection(
            rejected.ConvertAll(recipient => new LoginAuditException(
                LoginAuditError.RecipientNotVerified,
                $"{recipient} got no mail: the account is in the SES sandbox, where recipients must be verified too. Verify the address, or request production access.",
                recipient,
                answer,
                remedies: [new LoginAuditRemedy(RemedyAction.InitializePrerequisites).With("To", recipient)])),
            rest.Count > 0 ? [rest] : []);
    }

    private static MailRejection Invalid(AmazonServiceException answer, IReadOnlyList<string> recipients) => recipients.Count > 1
        ? new MailRejection([], [.. recipients.Select(recipient => (IReadOnlyList<string>)[recipient])])
        : Final(new LoginAuditException(
            LoginAuditError.RecipientRejected, $"SES rejected the recipient {recipients[0]}: {Sentence.End(answer.Message)}", recipients[0], answer));
}
