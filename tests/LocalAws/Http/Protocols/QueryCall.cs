using System.Net;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Http;

/// <summary>A call of the Query protocol: a form that names the action and the API's version, and an answer in XML.</summary>
/// <remarks>Source: Smithy, AWS query protocol.</remarks>
internal sealed class QueryCall(Service service, QueryForm form, byte[] body) : ServiceCall(service, form["Action"]?.Value ?? "")
{
    private const string Form = "application/x-www-form-urlencoded";

    public override string RequestType => Form;

    public override string ResponseType => "text/xml";

    public static QueryCall? TryRead(HttpRequest request, byte[] body, IReadOnlyList<Service> services)
    {
        if (request.Method != HttpMethods.Post || request.Path != "/" || !IsOfType(request, Form))
            return null;
        var form = QueryForm.Parse(body);
        var service = services.FirstOrDefault(s => s.QueryVersion is { } version && form["Version"]?.Value == version);
        return service is null ? null : new QueryCall(service, form, body);
    }

    public override byte[] Parameters() => Service.Operations.TryGetValue(Operation, out var known) ? form.ToJson(known.Shape) : body;

    public override ReadOnlyMemory<byte> Answer(ReadOnlyMemory<byte> json, string requestId) => QueryAnswer.Of(Service, Operation, json, requestId);

    public override AwsException Translate(AwsException error) => error.Code is "AccessDeniedException" or "UnrecognizedClientException"
        ? new AwsException(error.Code, error.Message, HttpStatusCode.Forbidden) { QueryCode = error.QueryCode }
        : error;

    public override byte[] Error(AwsException error, string requestId) => QueryAnswer.Of(Service, error, requestId);
}
