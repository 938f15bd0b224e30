using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>AWS REST-JSON: the operation and the resource in method and path, everything else in a JSON body.</summary>
/// <param name="service">The service.</param>
/// <param name="errors">Its typed exceptions.</param>
/// <param name="routes">Where the requests go.</param>
/// <param name="options">How the service spells members and times, see <see cref="JsonModel"/>.</param>
internal sealed class RestJsonProtocol(ServiceDescription service, ErrorTable errors, IReadOnlyDictionary<Type, Route> routes, JsonSerializerOptions options)
    : Protocol(service, errors)
{
    private readonly JsonSerializerOptions bodyOptions = new(options)
    {
        TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(type => LeaveOutLabels(type, routes)),
    };

    public override TResponse Read<TResponse>(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize<TResponse>(body, options) ?? new TResponse();

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
            request.Content = JsonSerializer.SerializeToUtf8Bytes(input, type, bodyOptions);
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

    private static void LeaveOutLabels(JsonTypeInfo type, IReadOnlyDictionary<Type, Route> routes)
    {
        if (!routes.TryGetValue(type.Type, out var route))
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (route.Has(type.Properties[i].Name))
                type.Properties.RemoveAt(i);
        }
    }
}

/// <summary>Where an operation's requests go.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; a label such as <c>{FunctionName}</c> in it stands for the member of that name, whose value goes there and not into the body.</param>
internal sealed record Route(string Method, string Path)
{
    public static string Label(string member) => "{" + member + "}";

    public bool Has(string member) => Path.Contains(Label(member));
}
