using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>The protocol AWS REST-JSON: the HTTP method and the path hold the operation and the resource, and a JSON body holds the other parameters.</summary>
/// <param name="service">The service.</param>
/// <param name="errors">The typed exceptions of the service.</param>
/// <param name="routes">The routes by type of request.</param>
/// <param name="model">The format of names and times.</param>
internal sealed class RestJsonProtocol(ServiceDescription service, ErrorTable errors, IReadOnlyDictionary<Type, Route> routes, JsonModel model)
    : Protocol(service, errors)
{
    public override TResponse Read<TResponse>(ReadOnlySpan<byte> body) => model.Read<TResponse>(body);

    protected override void Write(IRequest request, string operation, object input, Type type)
    {
        var route = routes[type];
        request.HttpMethod = route.Method;
        request.ResourcePath = route.Path;
        foreach (var member in type.GetProperties().Where(p => route.Has(p.Name)))
            request.AddPathResource(Route.Label(member.Name), Required(member, input));

        if (route.Method is "POST" or "PUT")
        {
            request.Headers["Content-Type"] = "application/json";
            request.Content = model.Write(input, member => !route.Has(member.Name));
        }
    }

    protected override ErrorAnswer ReadError(ReadOnlySpan<byte> body, IWebResponseData response)
    {
        var (type, message) = JsonError.Read(body);
        var header = response.GetHeaderValue("x-amzn-ErrorType");
        return new(JsonError.ShapeName(string.IsNullOrEmpty(header) ? type : header), null, null, message);
    }

    // Without this value, the path would address a different resource.
    private static string Required(PropertyInfo member, object input) =>
        member.GetValue(input) is string { Length: > 0 } value ? value : throw new AmazonClientException($"Request object does not have required field {member.Name} set");
}

/// <summary>The HTTP method and the path of an operation.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path. A label such as <c>{FunctionName}</c> is replaced with the property of this name, which is then not part of the body.</param>
internal sealed record Route(string Method, string Path)
{
    public static string Label(string member) => "{" + member + "}";

    public bool Has(string member) => Path.Contains(Label(member));
}
