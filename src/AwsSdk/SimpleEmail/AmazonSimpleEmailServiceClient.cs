using Amazon.Runtime;
using Amazon.SimpleEmail.Model;
using Amazon.StandIn;

namespace Amazon.SimpleEmail;

/// <summary>
/// A client of SES for sending mail and checking whether mail can be sent. The service's errors are <see cref="AmazonSimpleEmailServiceException"/>s; some errors have their own type.
/// The client retries throttled calls, server errors and broken connections before it throws an exception.
/// </summary>
/// <param name="credentials">The credentials of the caller.</param>
/// <param name="clientConfig">The Region or endpoint, the retries and the timeouts.</param>
public class AmazonSimpleEmailServiceClient(AWSCredentials credentials, AmazonSimpleEmailServiceConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("SES", "2010-12-01", "email", new RegionalEndpoints("email", govFips: "email-fips", govFipsDualStack: "email-fips"))
    {
        SigningName = "ses",
    };

    // As in the published SDK, only the errors that the model of the service lists for these operations have types.
    private static readonly ErrorTable Errors = new(static e => new AmazonSimpleEmailServiceException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["AccountSendingPausedException"] = static e => new Model.AccountSendingPausedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ConfigurationSetDoesNotExist"] = static e => new Model.ConfigurationSetDoesNotExistException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ConfigurationSetSendingPausedException"] = static e => new Model.ConfigurationSetSendingPausedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["MailFromDomainNotVerifiedException"] = static e => new Model.MailFromDomainNotVerifiedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["MessageRejected"] = static e => new Model.MessageRejectedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly QueryProtocol Wire = new(Service, Errors);

    /// <summary>Reads whether the account can send mail in this Region.</summary>
    public Task<GetAccountSendingEnabledResponse> GetAccountSendingEnabledAsync(GetAccountSendingEnabledRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetAccountSendingEnabledResponse>(request, cancellationToken);

    /// <summary>Reads the verification state of at most 100 addresses and domains. One call per second is allowed.</summary>
    public Task<GetIdentityVerificationAttributesResponse> GetIdentityVerificationAttributesAsync(GetIdentityVerificationAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetIdentityVerificationAttributesResponse>(request, cancellationToken);

    /// <summary>Reads the sending quota. A quota of 200 mails per day means that the account is in the sandbox.</summary>
    public Task<GetSendQuotaResponse> GetSendQuotaAsync(GetSendQuotaRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetSendQuotaResponse>(request, cancellationToken);

    /// <summary>Sends a mail without changes, including headers and attachments. The mail must start with headers and an empty line.</summary>
    /// <exception cref="Model.MessageRejectedException"/>
    /// <exception cref="Model.MailFromDomainNotVerifiedException"/>
    /// <exception cref="Model.ConfigurationSetDoesNotExistException"/>
    /// <exception cref="Model.ConfigurationSetSendingPausedException"/>
    /// <exception cref="Model.AccountSendingPausedException"/>
    public Task<SendRawEmailResponse> SendRawEmailAsync(SendRawEmailRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SendRawEmailResponse>(request, cancellationToken);

    /// <summary>Sends the verification mail to an address. One call per second is allowed.</summary>
    public Task<VerifyEmailIdentityResponse> VerifyEmailIdentityAsync(VerifyEmailIdentityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<VerifyEmailIdentityResponse>(request, cancellationToken);
}
