using System.Net;

namespace AwsLoginAudit.Aws;

/// <summary>Keeps calls to CloudWatch Logs below their quotas; each attempt waits for its turn.</summary>
internal sealed class RateHandler(HttpMessageHandler transport, LogsRates rates) : DelegatingHandler(transport)
{
    private const string Target = "X-Amz-Target";
    private const string Service = "Logs_20140328.";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (RateOf(request) is not { } rate)
            return await base.SendAsync(request, cancellationToken);
        await rate.WaitAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            rate.Answered(throttled: !response.IsSuccessStatusCode && await IsThrottledAsync(response));
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private RequestRate? RateOf(HttpRequestMessage request) =>
        request.Headers.TryGetValues(Target, out var values) && values.First() is var target && target.StartsWith(Service, StringComparison.Ordinal)
            ? rates.Of(target.Substring(Service.Length))
            : null;

    private static async Task<bool> IsThrottledAsync(HttpResponseMessage response)
    {
        if ((int)response.StatusCode == 429 || response.StatusCode == HttpStatusCode.ServiceUnavailable)
            return true;
        // The content is buffered, because the SDK reads it again to create an exception.
        await response.Content.LoadIntoBufferAsync();
        return (await response.Content.ReadAsStringAsync()).IndexOf("Throttling", StringComparison.Ordinal) >= 0;
    }
}
