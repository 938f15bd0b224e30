using Microsoft.AspNetCore.Http;

namespace LocalAws.Http;

/// <summary>A call of the protocol RPC v2 CBOR: the path names service and operation, the bodies are CBOR.</summary>
/// <remarks>Source: Smithy, RPC v2 CBOR protocol. Clients must send the header <c>smithy-protocol</c>, and the server returns it.</remarks>
internal sealed class CborCall(Service service, string operation, byte[] body) : ServiceCall(service, operation)
{
    private const string Protocol = "rpc-v2-cbor";
    private const string Cbor = "application/cbor";

    public override string? RequestType => body.Length == 0 ? null : Cbor;

    public override string ResponseType => Cbor;

    public static CborCall? TryRead(HttpRequest request, byte[] body, IReadOnlyList<Service> services)
    {
        if (request.Method != HttpMethods.Post || request.Headers["smithy-protocol"] != Protocol
            || request.Path.Value!.Split('/') is not ["", "service", var name, "operation", var operation])
        {
            return null;
        }
        var service = services.FirstOrDefault(s => s.HasCbor && s.TargetPrefix == name);
        return service is null ? null : new CborCall(service, operation, body);
    }

    public override byte[] Parameters() => body.Length == 0 ? "{}"u8.ToArray() : CborJson.ToJson(body);

    public override ReadOnlyMemory<byte> Answer(ReadOnlyMemory<byte> json, string requestId) => CborJson.FromJson(json, Service.TimestampNames);

    public override byte[] Error(AwsException error, string requestId) => CborJson.Map(("__type", $"com.amazonaws.{Service.SigningName}#{error.Code}"), ("message", error.Message));

    public override void AddHeaders(IHeaderDictionary headers, AwsException? error)
    {
        headers["smithy-protocol"] = Protocol;
        AddQueryError(Service, headers, error);
    }
}
