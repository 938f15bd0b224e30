using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>Hands the body of an answer to the service's protocol, and gives every response its metadata.</summary>
internal sealed class ProtocolUnmarshaller<TResponse>(Protocol protocol) : ResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var body = ((BodyContext)input).Body.Span;
        var requestId = Protocol.RequestId(input.ResponseData);
        try
        {
            var response = body.IsEmpty ? new TResponse() : protocol.Read<TResponse>(body);
            response.ResponseMetadata = new ResponseMetadata { RequestId = requestId };
            return response;
        }
        catch (Exception e)
        {
            // Whatever a reader trips over, the caller sees the one exception the SDK has for it.
            throw new AmazonUnmarshallingException(requestId, lastKnownLocation: null, e, input.ResponseData.StatusCode);
        }
    }

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        protocol.ReadException(((BodyContext)input).Body.Span, input.ResponseData, innerException, statusCode);

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        new BodyContext(responseStream, response);

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        new BodyContext(responseStream, response);
}

/// <summary>
/// An answer's body as bytes. The SDK's own contexts are cursors over a stream, for its generated readers;
/// this one keeps no copy for logging either, so what events say never reaches a log.
/// </summary>
internal sealed class BodyContext : UnmarshallerContext
{
    public BodyContext(Stream stream, IWebResponseData response)
    {
        WebResponseData = response;
        Body = stream is MemoryStream memory && memory.TryGetBuffer(out var buffer)
            ? buffer
            : throw new ArgumentException("The body has not been read into memory.", nameof(stream));
        IsEmptyResponse = Body.IsEmpty;
    }

    public ReadOnlyMemory<byte> Body { get; }

    public override string CurrentPath => "";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => false;
}
