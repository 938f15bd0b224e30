using System.Diagnostics;
using System.Net;
using System.Security.Authentication;
using Amazon.Runtime;

namespace AwsLoginAudit.Aws;

/// <summary>
/// Creates the HTTP client of a session, which fails fast if an endpoint has never answered. The SDK alone would retry for minutes. After the first answer,
/// whatever its status, only the SDK's retries apply.
/// </summary>
/// <param name="session">The session that the client belongs to.</param>
/// <param name="rates">The maximum rates of calls to CloudWatch Logs.</param>
internal sealed class ReachableHttpClientFactory(AwsSession session, LogsRates rates) : HttpClientFactory, IDisposable
{
#if !NET8_0_OR_GREATER
    // The default of .NET Framework is two.
    private const int MostConnections = 64;

#endif
    private readonly HttpClient client = new(new EventPageHandler(new RateHandler(new FirstAnswerHandler(new SilenceHandler(Transport())), rates))) { Timeout = Timeout.InfiniteTimeSpan };

    // A successful connection takes milliseconds, so 8 seconds are enough.
#if NET8_0_OR_GREATER
    private static SocketsHttpHandler Transport() => new() { ConnectTimeout = TimeSpan.FromSeconds(8), AllowAutoRedirect = false };

    private static IWebProxy? Proxy => HttpClient.DefaultProxy;
#else
    // The default protocols of .NET Framework depend on the registry and may be TLS 1.0 only, which AWS rejects.
    private static HttpClientHandler Transport() => new() { AllowAutoRedirect = false, MaxConnectionsPerServer = MostConnections, SslProtocols = SslProtocols.Tls12 };

    private static IWebProxy? Proxy => WebRequest.DefaultWebProxy;
#endif

    public AwsSession Session => session;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client.Dispose();

    private sealed class FirstAnswerHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
    {
        private const int MostFailedAttempts = 3;
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(27);

        private readonly Stopwatch waited = new();
        private int failedAttempts;
        private volatile bool answered;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (answered)
                return await base.SendAsync(request, cancellationToken);

            waited.Start();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var left = Patience - waited.Elapsed;
            patience.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            try
            {
                var response = await base.SendAsync(request, patience.Token);
                answered = true;
                return response;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested
                && (waited.Elapsed >= Patience || Interlocked.Increment(ref failedAttempts) >= MostFailedAttempts))
            {
                // The original exception is not the inner exception, because the SDK would find it there and retry.
                throw Unreachable(request.RequestUri!, failure);
            }
        }

        private LoginAuditException Unreachable(Uri address, Exception failure)
        {
            var endpoint = address.GetLeftPart(UriPartial.Authority);
            var why = Sentence.End(failure is OperationCanceledException
                ? $"no response within {waited.Elapsed.TotalSeconds:0} seconds"
                : failure.GetBaseException().Message);
            return new LoginAuditException(
                LoginAuditError.EndpointUnreachable,
                Proxy?.GetProxy(address) is { } proxy && proxy != address
                    // Without a user and a password, which its address may hold.
                    ? $"{endpoint} cannot be reached through the proxy {proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}: {why} Check the system proxy and HTTPS_PROXY. NO_PROXY lists the hosts that need no proxy."
                    : $"{endpoint} cannot be reached: {why} Check the network, the proxy and VPC endpoints.",
                endpoint,
                remedies: [LoginAuditRemedy.Check(RemedySetting.Region, RemedySetting.EndpointUrl)]);
        }
    }
}
