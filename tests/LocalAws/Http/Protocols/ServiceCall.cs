using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Http;

/// <summary>One request as its protocol reads it: the service, the operation, the parameters as JSON, and how the answer is written.</summary>
internal abstract class ServiceCall(Service service, string operation)
{
    public Service Service => service;

    public string Operation => operation;

    /// <summary>The content type that the request must have; null if it may have none.</summary>
    public abstract string? RequestType { get; }

    public abstract string ResponseType { get; }

    /// <summary>The status of an answer that is no error.</summary>
    public virtual HttpStatusCode Status => HttpStatusCode.OK;

    /// <summary>The parameters as one JSON object.</summary>
    public abstract byte[] Parameters();

    /// <summary>The answer's body, from the JSON that the operation wrote.</summary>
    public virtual ReadOnlyMemory<byte> Answer(ReadOnlyMemory<byte> json, string requestId) => json;

    /// <summary>An error as this protocol names it.</summary>
    public virtual AwsException Translate(AwsException error) => error;

    /// <summary>The body of an error's answer.</summary>
    public abstract byte[] Error(AwsException error, string requestId);

    /// <summary>Headers that the protocol adds to an answer.</summary>
    public virtual void AddHeaders(IHeaderDictionary headers, AwsException? error)
    {
    }

    /// <summary>Finds the service and the operation that a request is for; null if there are none.</summary>
    public static ServiceCall? Find(HttpRequest request, byte[] body, IReadOnlyList<Service> services) =>
        RestCall.TryRead(request, body, services) ?? CborCall.TryRead(request, body, services) ?? QueryCall.TryRead(request, body, services) ?? JsonCall.TryRead(request, body, services);

    /// <summary>The code that a client of the former Query protocol knows an error by: <c>code;fault</c>.</summary>
    /// <remarks>Source: Smithy, AWS protocols, the trait awsQueryCompatible.</remarks>
    protected static void AddQueryError(Service service, IHeaderDictionary headers, AwsException? error)
    {
        if (error is not null && service.IsQueryCompatible)
            headers["x-amzn-query-error"] = $"{error.QueryCode ?? error.Code};{((int)error.Status >= 500 ? "Receiver" : "Sender")}";
    }

    protected static bool IsOfType(HttpRequest request, string type) => request.ContentType?.Split(';')[0].Trim() == type;
}

/// <summary>A call of the JSON protocols 1.0 and 1.1, named by the header X-Amz-Target.</summary>
/// <remarks>Source: Smithy, AWS JSON 1.0 and 1.1 protocols.</remarks>
internal sealed class JsonCall(Service service, string operation, byte[] body) : ServiceCall(service, operation)
{
    public override string RequestType => Service.JsonContentType!;

    public override string ResponseType => Service.JsonContentType!;

    public static ServiceCall? TryRead(HttpRequest request, byte[] body, IReadOnlyList<Service> services)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        var service = request.Method == HttpMethods.Post
            ? services.FirstOrDefault(s => s.TargetPrefix is { } prefix && target.StartsWith(prefix + ".", StringComparison.Ordinal) && (request.Path == "/" || s.IsPath(request.Path)))
            : null;
        return service is null ? null : new JsonCall(service, target[(service.TargetPrefix!.Length + 1)..], body);
    }

    public override byte[] Parameters() => body;

    public override byte[] Error(AwsException error, string requestId) => ErrorBody(error);

    public override void AddHeaders(IHeaderDictionary headers, AwsException? error) => AddQueryError(Service, headers, error);

    public static byte[] ErrorBody(AwsException error)
    {
        var body = error.Details?.DeepClone().AsObject() ?? [];
        (body["__type"], body["message"]) = (error.Code, error.Message);
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }
}
