using Amazon.Runtime;
using Amazon.SimpleEmail.Model;
using Amazon.StandIn;

namespace Amazon.SimpleEmail;

/// <summary>
/// A client of SES, the part that concerns what must hold before mail is sent. Errors of the service are <see cref="AmazonSimpleEmailServiceException"/>s;
/// throttling, server errors and broken connections have been retried before one is thrown.
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

    // The service's model names no errors for these operations.
    private static readonly ErrorTable Errors = new(static e => new AmazonSimpleEmailServiceException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status));

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

    /// <summary>Sends the verification mail to an address. One call a second.</summary>
    public Task<VerifyEmailIdentityResponse> VerifyEmailIdentityAsync(VerifyEmailIdentityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<VerifyEmailIdentityResponse>(request, cancellationToken);
}
