using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Http;

/// <summary>A call of the REST JSON protocol, named by its method and path.</summary>
/// <remarks>Source: Smithy, AWS restJson1 protocol.</remarks>
internal sealed class RestCall(Service service, Route route, HttpRequest request, byte[] body) : ServiceCall(service, route.Operation)
{
    private const string Json = "application/json";

    public override string? RequestType => body.Length == 0 && request.ContentType is null ? null : Json;

    public override string ResponseType => Json;

    public override HttpStatusCode Status => route.Status;

    public static RestCall? TryRead(HttpRequest request, byte[] body, IReadOnlyList<Service> services) =>
        services.SelectMany(service => service.Routes, (service, route) => (service, route)).FirstOrDefault(pair => pair.route.IsFor(request)) is ({ } service, { } route)
            ? new RestCall(service, route, request, body)
            : null;

    public override byte[] Parameters() => route.ToJson(request, body);

    public override AwsException Translate(AwsException error) => error.Code switch
    {
        "ThrottlingException" => new AwsException("TooManyRequestsException", error.Message, HttpStatusCode.TooManyRequests),
        "ExpiredTokenException" or "InvalidSignatureException" => new AwsException(error.Code, error.Message, HttpStatusCode.Forbidden),
        _ => error,
    };

    /// <summary>The models of Lambda's errors do not agree on how the message's member is written.</summary>
    public override byte[] Error(AwsException error, string requestId) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Type"] = (int)error.Status >= 500 ? "Service" : "User",
        [error.Code is "ResourceNotFoundException" or "ServiceException" ? "Message" : "message"] = error.Message,
    });

    public override void AddHeaders(IHeaderDictionary headers, AwsException? error)
    {
        if (error is not null)
            headers["x-amzn-ErrorType"] = error.Code;
    }
}
