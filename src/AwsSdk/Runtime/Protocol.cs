using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>
/// How a service's requests are written and its answers are read. Driven by the model classes alone, whose
/// names are AWS's: a <c>FilterLogEventsRequest</c> is a call of the operation <c>FilterLogEvents</c>.
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

    /// <summary>Fills in headers and body, and where the protocol has them method and path.</summary>
    protected abstract void Write(IRequest request, string operation, object input, Type type);

    /// <summary>Decodes the body of an answer; never called with an empty one.</summary>
    public abstract TResponse Read<TResponse>(ReadOnlySpan<byte> body)
        where TResponse : AmazonWebServiceResponse, new();

    /// <summary>What an error answer says. A body that cannot be read says nothing; it is no error of its own.</summary>
    protected abstract ErrorAnswer ReadError(ReadOnlySpan<byte> body, IWebResponseData response);

    public AmazonServiceException ReadException(ReadOnlySpan<byte> body, IWebResponseData response, Exception inner, HttpStatusCode status)
    {
        var answer = ReadError(body, response);
        var details = new ErrorDetails(
            answer.Message ?? $"{service.ServiceId} answered HTTP {(int)status} {status} without a message.",
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

/// <summary>What an error answer says of itself.</summary>
/// <param name="Shape">Name of the error in the service's model, without its namespace.</param>
/// <param name="QueryCode">Its code in the older Query protocol, where the service keeps to that.</param>
/// <param name="Fault">Whose fault it is, where the answer says so.</param>
/// <param name="Message">The service's own words.</param>
internal readonly record struct ErrorAnswer(string? Shape, string? QueryCode, ErrorType? Fault, string? Message);

/// <summary>The arguments every service exception of the SDK takes.</summary>
internal sealed record ErrorDetails(string Message, Exception Inner, ErrorType Type, string Code, string? RequestId, HttpStatusCode Status);

/// <summary>The typed exceptions of a service by error name, and the one for all other errors.</summary>
internal sealed class ErrorTable(Func<ErrorDetails, AmazonServiceException> other) : Dictionary<string, Func<ErrorDetails, AmazonServiceException>>(StringComparer.Ordinal)
{
    public AmazonServiceException Create(string? name, ErrorDetails details) =>
        name is not null && TryGetValue(name, out var known) ? known(details) : other(details);
}
