using System.Globalization;
using System.Net;

namespace AwsLoginAudit.Responder.Runtime;

/// <summary>
/// A client of the Lambda Runtime API, version 2018-06-01, from which a function receives events and to which it returns results (Lambda developer guide,
/// "Using the Lambda runtime API for custom runtimes").
/// </summary>
internal sealed class RuntimeApi : IDisposable
{
    private readonly HttpClient client;

    /// <param name="address">The host and port in the environment variable AWS_LAMBDA_RUNTIME_API.</param>
    /// <remarks>
    /// A proxy for calls to AWS cannot reach this address.
    /// </remarks>
    public RuntimeApi(string address) => client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"),
        // The call waits for the next event without a timeout, because Lambda freezes the process meanwhile.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Waits for the next event.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="HttpRequestException">Lambda returned no event. The process must end.</exception>
    public async Task<RuntimeEvent> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync("invocation/next", cancellationToken);
        response.EnsureSuccessStatusCode();
        var deadline = long.Parse(Header(response, "Lambda-Runtime-Deadline-Ms")!, CultureInfo.InvariantCulture);
        return new RuntimeEvent(
            Header(response, "Lambda-Runtime-Aws-Request-Id")!,
            DateTimeOffset.FromUnixTimeMilliseconds(deadline),
            Header(response, "Lambda-Runtime-Trace-Id"),
            Header(response, "Lambda-Runtime-Invoked-Function-Arn")!,
            await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Reports that an event was handled.</summary>
    /// <param name="requestId">The request id of the event.</param>
    /// <param name="result">The result of the function, as JSON.</param>
    public Task RespondAsync(string requestId, byte[] result) => PostAsync($"invocation/{requestId}/response", new ByteArrayContent(result));

    /// <summary>Reports that an event was not handled, so that Lambda retries it.</summary>
    /// <param name="requestId">The request id of the event.</param>
    /// <param name="error">The error.</param>
    public Task FailAsync(string requestId, RuntimeError error) => PostAsync($"invocation/{requestId}/error", error.ToContent(), error.Category);

    /// <summary>Reports that the function cannot handle any event. The process must end.</summary>
    /// <param name="error">The error.</param>
    public Task FailToStartAsync(RuntimeError error) => PostAsync("init/error", error.ToContent(), error.Category);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task PostAsync(string path, HttpContent content, string? errorType = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (errorType is not null)
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        using var response = await client.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.Accepted)
            throw new HttpRequestException($"The Lambda Runtime API returned {(int)response.StatusCode} for {path}.", null, response.StatusCode);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
