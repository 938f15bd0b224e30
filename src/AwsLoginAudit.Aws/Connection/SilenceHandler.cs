namespace AwsLoginAudit.Aws;

/// <summary>
/// Fails an answer that does not arrive: no headers within a time, or a body that almost stops. The SDK then retries. A slow body may take any time, which the
/// single timeout of HttpClient would not allow.
/// </summary>
internal sealed class SilenceHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    // The default of HttpClient. It includes the time to send the request, such as the code of a function.
    private static readonly TimeSpan MostUntilHeaders = TimeSpan.FromSeconds(100);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendInTimeAsync(request, cancellationToken);
        try
        {
            if (response.Content is { } content)
                response.Content = await MovingContent.OfAsync(content);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendInTimeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(MostUntilHeaders);
        try
        {
            return await base.SendAsync(request, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silent(patience.IsCancellationRequested);
        }
    }

    // The cancellation that was caught is not the inner exception, because the caller has cancelled nothing.
    private static HttpRequestException Silent(bool isConnected) =>
        new(isConnected ? $"No response arrived within {MostUntilHeaders.TotalSeconds:0} seconds." : "The connection was not established in time.");

    /// <summary>Content whose stream fails if almost no data arrives.</summary>
    private sealed class MovingContent : HttpContent
    {
        private readonly HttpContent content;
        private readonly MovingStream stream;

        private MovingContent(HttpContent content, MovingStream stream)
        {
            (this.content, this.stream) = (content, stream);
            foreach (var header in content.Headers)
                Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        public static async Task<HttpContent> OfAsync(HttpContent content) => new MovingContent(content, new MovingStream(await content.ReadAsStreamAsync()));

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(stream);

        protected override Task SerializeToStreamAsync(Stream target, System.Net.TransportContext? context) => stream.CopyToAsync(target);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stream.Dispose();
                content.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
