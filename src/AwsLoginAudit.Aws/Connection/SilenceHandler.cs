namespace AwsLoginAudit.Aws;

/// <summary>
/// Gives up on an answer that does not come: no headers within a time, or a body of which next to nothing comes. The SDK then tries again. A body
/// that is slow and moves is left alone, however long it takes in all, which HttpClient's one bound for everything would not do.
/// </summary>
internal sealed class SilenceHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    // As HttpClient's own: what is sent, such as a function's code, counts into it.
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

    // Without the exception that was caught, which is a cancellation, and nobody has cancelled anything.
    private static HttpRequestException Silent(bool isConnected) =>
        new(isConnected ? $"There was no answer within {MostUntilHeaders.TotalSeconds:0} seconds." : "There was no connection in time.");

    /// <summary>Content whose stream is given up when it falls silent.</summary>
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
