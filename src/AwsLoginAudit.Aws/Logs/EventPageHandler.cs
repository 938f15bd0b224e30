using System.Text;

namespace AwsLoginAudit.Aws;

/// <summary>
/// Reads responses of FilterLogEvents. The events go into an <see cref="EventPage"/>, and the SDK, which signs, retries and handles errors, receives a
/// response without events.
/// </summary>
/// <remarks>
/// A response that is truncated or is not JSON is a connection error for the SDK, which retries.
/// </remarks>
internal sealed class EventPageHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    private const int InitialSize = 64 * 1024;

    private static readonly AsyncLocal<Request?> Current = new();
    private static readonly byte[] NoEvents = Encoding.ASCII.GetBytes("{}");

    /// <summary>One call, from its first attempt to its response.</summary>
    internal sealed class Request : IDisposable
    {
        /// <summary>The page; null before the response.</summary>
        public EventPage? Page { get; set; }

        public void Dispose() => Current.Value = null;
    }

    /// <summary>Makes the next call of the current asynchronous flow return a page.</summary>
    public static Request Begin() => Current.Value = new Request();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Current.Value is not { } wanted)
            return await base.SendAsync(request, cancellationToken);

        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if (response.IsSuccessStatusCode)
                wanted.Page = await ReadAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<EventPage> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (body, length) = await ReadAsync(response.Content, cancellationToken);
        try
        {
            var page = EventPage.Read(body, length);
            Replace(response, NoEvents);
            return page;
        }
        catch (InvalidDataException broken)
        {
            PageBuffers.Return(body);
            throw new HttpRequestException(broken.Message, broken);
        }
    }

    private static void Replace(HttpResponseMessage response, byte[] body)
    {
        var content = response.Content;
        response.Content = new ByteArrayContent(body) { Headers = { ContentType = content.Headers.ContentType } };
        content.Dispose();
    }

    private static async Task<(byte[] Body, int Length)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        // The buffer is one byte larger than the announced length, so that the end of the stream is detected without a larger buffer.
        var body = PageBuffers.Rent(announced is > 0 and < int.MaxValue ? (int)announced + 1 : InitialSize);
        var length = 0;
        try
        {
            using var stream = await OpenAsync(content, cancellationToken);
            int read;
            while ((read = await stream.ReadAsync(body, length, body.Length - length, cancellationToken)) > 0)
            {
                length += read;
                if (length == body.Length)
                    body = Grown(body);
            }
            return announced is null || announced == length ? (body, length) : throw new HttpRequestException($"The response ended at byte {length} of {announced}.");
        }
        catch
        {
            PageBuffers.Return(body);
            throw;
        }
    }

#if NET8_0_OR_GREATER
    private static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken) => content.ReadAsStreamAsync(cancellationToken);
#else
    private static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken) => content.ReadAsStreamAsync();
#endif

    private static byte[] Grown(byte[] body)
    {
        var larger = PageBuffers.Rent(body.Length * 2);
        body.AsSpan().CopyTo(larger);
        PageBuffers.Return(body);
        return larger;
    }
}
