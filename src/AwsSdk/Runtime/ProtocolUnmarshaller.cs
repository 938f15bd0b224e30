using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>Passes the body of a response to the protocol of the service, and adds the metadata to every response.</summary>
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
            // All errors of a reader become this one exception, as in the SDK.
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
/// The body of a response as bytes. The contexts of the SDK read a stream for its generated readers. Unlike those, this context also keeps no copy
/// for logging, so the text of events is never logged.
/// </summary>
internal sealed class BodyContext : UnmarshallerContext
{
    public BodyContext(Stream stream, IWebResponseData response)
    {
        WebResponseData = response;
        Body = stream is MemoryStream memory && memory.TryGetBuffer(out var buffer)
            ? buffer
            : throw new ArgumentException("The body was not read into memory.", nameof(stream));
        IsEmptyResponse = Body.IsEmpty;
    }

    public ReadOnlyMemory<byte> Body { get; }

    public override string CurrentPath => "";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => false;
}
