using System.Net.Http.Json;

namespace LambdaRuntime;

/// <summary>The Lambda Runtime API, seen from the runtime.</summary>
/// <param name="address">Host and port.</param>
internal sealed class RuntimeClient(string address) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The next event, waited for without end; null when the API is gone.</summary>
    public async Task<(string RequestId, byte[] Payload)?> Next()
    {
        try
        {
            using var response = await client.GetAsync("invocation/next");
            response.EnsureSuccessStatusCode();
            return (response.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single(), await response.Content.ReadAsByteArrayAsync());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public Task Respond(string requestId, byte[] result) => Post($"invocation/{requestId}/response", new ByteArrayContent(result));

    public Task ReportError(string requestId, Exception error) => Post($"invocation/{requestId}/error", Content(error));

    public Task ReportInitError(Exception error) => Post("init/error", Content(error));

    public void Dispose() => client.Dispose();

    private async Task Post(string path, HttpContent content)
    {
        using (content)
        {
            using var response = await client.PostAsync(path, content);
            response.EnsureSuccessStatusCode();
        }
    }

    private static JsonContent Content(Exception error) => JsonContent.Create(new
    {
        errorType = error.GetType().Name,
        errorMessage = error.Message,
        stackTrace = error.StackTrace?.Split('\n', StringSplitOptions.TrimEntries) ?? [],
    });
}
