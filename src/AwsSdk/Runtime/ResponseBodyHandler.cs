using System.Buffers;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>
/// Reads the complete body of a response into a pooled buffer before the body is decoded. The SDK itself decodes from the socket with blocking reads.
/// If a server stops sending in the middle of a body, neither a cancellation nor the timeout of the client ends such a read.
/// </summary>
internal sealed class ResponseBodyHandler : PipelineHandler
{
    // The same value as the default of HttpClient, whose timeout covers the headers only.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            var result = await base.InvokeAsync<T>(executionContext);
            var answer = executionContext.ResponseContext;
            answer.HttpResponse = await ReadAsync(answer.HttpResponse, executionContext.RequestContext);
            return result;
        }
        catch (HttpErrorResponseException e)
        {
            throw new HttpErrorResponseException(e.Message, e, await ReadAsync(e.Response, executionContext.RequestContext));
        }
    }

    private static async Task<BufferedResponse> ReadAsync(IWebResponseData response, IRequestContext request)
    {
        var timeout = request.ClientConfig.Timeout ?? DefaultTimeout;
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(request.CancellationToken);
        silence.CancelAfter(timeout);
        var buffered = new BufferedResponse(response);

        // Network streams of .NET Framework ignore cancellation tokens, so closing the body is the only way to end a read.
        using var closing = silence.Token.Register(response.ResponseBody.Dispose);
        try
        {
            await buffered.FillAsync(silence.Token);
            return buffered;
        }
        catch (Exception e)
        {
            buffered.Dispose();
            request.CancellationToken.ThrowIfCancellationRequested();
            if (silence.IsCancellationRequested)
                throw new IOException($"The complete response did not arrive within {timeout.TotalSeconds:0} seconds.", e);
            throw;
        }
    }
}

/// <summary>A response whose body is in memory. Dispose returns the memory to the pool.</summary>
internal sealed class BufferedResponse(IWebResponseData response) : IWebResponseData, IHttpResponseBody
{
    private const int InitialSize = 64 * 1024;

    private byte[] buffer = [];
    private int length;

    public long ContentLength => length;

    public string ContentType => response.ContentType;

    public HttpStatusCode StatusCode => response.StatusCode;

    public bool IsSuccessStatusCode => response.IsSuccessStatusCode;

    public IHttpResponseBody ResponseBody => this;

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        using var body = await response.ResponseBody.OpenResponseAsync();

        // One byte more than the content length, so that the end is detected without a larger buffer.
        var announced = response.ContentLength;
        buffer = ArrayPool<byte>.Shared.Rent(announced is > 0 and < int.MaxValue ? (int)announced + 1 : InitialSize);
        int read;
        while ((read = await ReadAsync(body, cancellationToken)) > 0)
        {
            length += read;
            if (length == buffer.Length)
                Grow();
        }
    }

    public Stream OpenResponse() => new MemoryStream(buffer, 0, length, writable: false, publiclyVisible: true);

    public Task<Stream> OpenResponseAsync() => Task.FromResult(OpenResponse());

    public string[] GetHeaderNames() => response.GetHeaderNames();

    public bool IsHeaderPresent(string headerName) => response.IsHeaderPresent(headerName);

    public string GetHeaderValue(string headerName) => response.GetHeaderValue(headerName);

    public IEventStreamHeader GetEventStreamHeader(string headerName) => response.GetEventStreamHeader(headerName);

    public bool IsEventHeaderPresent(string headerName) => response.IsEventHeaderPresent(headerName);

    public void Dispose()
    {
        response.ResponseBody.Dispose();
        var returned = Interlocked.Exchange(ref buffer, []);
        length = 0;
        if (returned.Length > 0)
            ArrayPool<byte>.Shared.Return(returned);
    }

#if NET
    private async ValueTask<int> ReadAsync(Stream body, CancellationToken cancellationToken) =>
        await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
#else
    private Task<int> ReadAsync(Stream body, CancellationToken cancellationToken) =>
        body.ReadAsync(buffer, length, buffer.Length - length, cancellationToken);
#endif

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
