using Amazon.Runtime;
using Amazon.SimpleEmail.Model;
using Amazon.StandIn;

namespace Amazon.SimpleEmail;

/// <summary>
/// A client of SES, the part that concerns sending mail and what must hold before. Errors of the service are <see cref="AmazonSimpleEmailServiceException"/>s, some with a type
/// of their own; throttling, server errors and broken connections have been retried before one is thrown.
/// </summary>
/// <param name="credentials">Who calls.</param>
/// <param name="clientConfig">Region or endpoint, retries and timeouts.</param>
public sealed class AmazonSimpleEmailServiceClient(AWSCredentials credentials, AmazonSimpleEmailServiceConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("SES", "2010-12-01", "email", new RegionalEndpoints("email", govFips: "email-fips", govFipsDualStack: "email-fips"))
    {
        SigningName = "ses",
    };

    // Only errors the service's model names for these operations have types, as in the published SDK.
    private static readonly ErrorTable Errors = new(static e => new AmazonSimpleEmailServiceException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["AccountSendingPausedException"] = static e => new Model.AccountSendingPausedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ConfigurationSetDoesNotExist"] = static e => new Model.ConfigurationSetDoesNotExistException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ConfigurationSetSendingPausedException"] = static e => new Model.ConfigurationSetSendingPausedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["MailFromDomainNotVerifiedException"] = static e => new Model.MailFromDomainNotVerifiedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["MessageRejected"] = static e => new Model.MessageRejectedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly QueryProtocol Wire = new(Service, Errors);

    /// <summary>Says whether the account may send in this region.</summary>
    public Task<GetAccountSendingEnabledResponse> GetAccountSendingEnabledAsync(GetAccountSendingEnabledRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetAccountSendingEnabledResponse>(request, cancellationToken);

    /// <summary>Says which addresses and domains are verified, 100 at most, one call a second.</summary>
    public Task<GetIdentityVerificationAttributesResponse> GetIdentityVerificationAttributesAsync(GetIdentityVerificationAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetIdentityVerificationAttributesResponse>(request, cancellationToken);

    /// <summary>Reads how much may be sent; 200 a day is the sandbox.</summary>
    public Task<GetSendQuotaResponse> GetSendQuotaAsync(GetSendQuotaRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetSendQuotaResponse>(request, cancellationToken);

    /// <summary>Sends a mail as it is, headers and attachments included. It must begin with headers, an empty line after them.</summary>
    /// <exception cref="Model.MessageRejectedException"/>
    /// <exception cref="Model.MailFromDomainNotVerifiedException"/>
    /// <exception cref="Model.ConfigurationSetDoesNotExistException"/>
    /// <exception cref="Model.ConfigurationSetSendingPausedException"/>
    /// <exception cref="Model.AccountSendingPausedException"/>
    public Task<SendRawEmailResponse> SendRawEmailAsync(SendRawEmailRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SendRawEmailResponse>(request, cancellationToken);

    /// <summary>Sends the verification mail to an address. One call a second.</summary>
    public Task<VerifyEmailIdentityResponse> VerifyEmailIdentityAsync(VerifyEmailIdentityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<VerifyEmailIdentityResponse>(request, cancellationToken);
}
