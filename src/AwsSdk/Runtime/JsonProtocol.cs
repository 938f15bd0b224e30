using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>The protocols AWS JSON 1.0 and 1.1: the header X-Amz-Target holds the operation, and a JSON body holds the parameters.</summary>
/// <param name="service">The service.</param>
/// <param name="errors">The typed exceptions of the service.</param>
/// <param name="version">The version of the protocol: "1.0" or "1.1".</param>
/// <param name="targetPrefix">The prefix of the operation in X-Amz-Target.</param>
/// <param name="model">The format of names and times.</param>
internal sealed class JsonProtocol(ServiceDescription service, ErrorTable errors, string version, string targetPrefix, JsonModel model)
    : Protocol(service, errors)
{
    public override TResponse Read<TResponse>(ReadOnlySpan<byte> body) => model.Read<TResponse>(body);

    protected override void Write(IRequest request, string operation, object input, Type type)
    {
        request.Headers["Content-Type"] = "application/x-amz-json-" + version;
        request.Headers["X-Amz-Target"] = targetPrefix + "." + operation;
        request.Content = model.Write(input);
    }

    protected override ErrorAnswer ReadError(ReadOnlySpan<byte> body, IWebResponseData response)
    {
        var (type, message) = JsonError.Read(body);
        var queryError = response.GetHeaderValue("x-amzn-query-error")?.Split(';');
        var (code, fault) = queryError is [{ Length: > 0 } c, var f] ? (c, f) : (null, null);
        return new(JsonError.ShapeName(type ?? response.GetHeaderValue("x-amzn-ErrorType")), code, FaultOf(fault), message);
    }

    private static ErrorType? FaultOf(string? fault) => fault switch
    {
        "Sender" => ErrorType.Sender,
        "Receiver" => ErrorType.Receiver,
        _ => null,
    };
}
