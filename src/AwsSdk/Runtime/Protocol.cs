using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>
/// Writes the requests of a service and reads its responses. The model classes determine the format. Their names are the names of AWS:
/// a <c>FilterLogEventsRequest</c> calls the operation <c>FilterLogEvents</c>.
/// </summary>
internal abstract class Protocol(ServiceDescription service, ErrorTable errors) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    private const string RequestSuffix = "Request";

    protected ServiceDescription Service => service;

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var type = input.GetType();
        var request = new DefaultRequest(input, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/" };
        Write(request, type.Name.Substring(0, type.Name.Length - RequestSuffix.Length), input, type);
        return request;
    }

    /// <summary>Sets the headers and the body, and the method and the path if the protocol uses them.</summary>
    protected abstract void Write(IRequest request, string operation, object input, Type type);

    /// <summary>Decodes the body of a response. The body is never empty.</summary>
    public abstract TResponse Read<TResponse>(ReadOnlySpan<byte> body)
        where TResponse : AmazonWebServiceResponse, new();

    /// <summary>Reads an error response. A body that cannot be read gives no values, and causes no exception.</summary>
    protected abstract ErrorAnswer ReadError(ReadOnlySpan<byte> body, IWebResponseData response);

    public AmazonServiceException ReadException(ReadOnlySpan<byte> body, IWebResponseData response, Exception inner, HttpStatusCode status)
    {
        var answer = ReadError(body, response);
        var details = new ErrorDetails(
            answer.Message ?? $"{service.ServiceId} returned HTTP {(int)status} {status} without a message.",
            inner,
            answer.Fault ?? ((int)status >= 500 ? ErrorType.Receiver : ErrorType.Sender),
            answer.QueryCode ?? answer.Shape ?? status.ToString(),
            RequestId(response),
            status);
        return errors.Create(answer.Shape ?? answer.QueryCode, details);
    }

    public static string? RequestId(IWebResponseData response) =>
        response.GetHeaderValue("x-amzn-RequestId") is { Length: > 0 } id ? id : null;
}

/// <summary>The values of an error response.</summary>
/// <param name="Shape">The name of the error in the model of the service, without the namespace.</param>
/// <param name="QueryCode">The error code of the older Query protocol, if the service still sends that code.</param>
/// <param name="Fault">The sender or the receiver, whichever caused the error, if the response contains this value.</param>
/// <param name="Message">The message of the service.</param>
internal readonly record struct ErrorAnswer(string? Shape, string? QueryCode, ErrorType? Fault, string? Message);

/// <summary>The arguments of the service exceptions of the SDK.</summary>
internal sealed record ErrorDetails(string Message, Exception Inner, ErrorType Type, string Code, string? RequestId, HttpStatusCode Status);

/// <summary>The typed exceptions of a service by error name, and the exception for all other errors.</summary>
internal sealed class ErrorTable(Func<ErrorDetails, AmazonServiceException> other) : Dictionary<string, Func<ErrorDetails, AmazonServiceException>>(StringComparer.Ordinal)
{
    public AmazonServiceException Create(string? name, ErrorDetails details) =>
        name is not null && TryGetValue(name, out var known) ? known(details) : other(details);
}
