using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>AWS REST-JSON: the operation and the resource in method and path, everything else in a JSON body.</summary>
/// <param name="service">The service.</param>
/// <param name="errors">Its typed exceptions.</param>
/// <param name="routes">Where the requests go.</param>
/// <param name="model">How the service spells members and times.</param>
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

    // Without it the path would be another resource's.
    private static string Required(PropertyInfo member, object input) =>
        member.GetValue(input) is string { Length: > 0 } value ? value : throw new AmazonClientException($"Request object does not have required field {member.Name} set");
}

/// <summary>Where an operation's requests go.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; a label such as <c>{FunctionName}</c> in it stands for the member of that name, whose value goes there and not into the body.</param>
internal sealed record Route(string Method, string Path)
{
    public static string Label(string member) => "{" + member + "}";

    public bool Has(string member) => Path.Contains(Label(member));
}
