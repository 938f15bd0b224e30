using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Systems;

/// <summary>Parameter Store.</summary>
internal sealed partial class ParameterOperations(ServerContext context)
{
    private const int StandardBytes = 4096;
    private const int AdvancedBytes = 8192;
    private const int MostVersions = 100;

    private readonly Dictionary<string, Parameter> parameters = new(StringComparer.Ordinal);

    public bool Exists(string name) => parameters.ContainsKey(name);

    public void PutParameter(JsonElement request, Utf8JsonWriter response)
    {
        var (name, value, overwrite) = (request.Demand("Name"), request.Demand("Value"), request.Flag("Overwrite"));
        if (!NamePattern().IsMatch(name) || Reserved().IsMatch(name))
            throw new AwsException("ValidationException", $"Parameter name: can't be prefixed with \"ssm\" or \"aws\" (case-insensitive) and can only contain a-zA-Z0-9_.-/, not {name}.");
        var tier = request.Text("Tier") ?? "Standard";
        var most = tier == "Standard" ? StandardBytes : AdvancedBytes;
        if (Reference().IsMatch(value))
            throw new AwsException("ValidationException", "Parameter value can't nest another parameter. Do not use \"{{}}\" in your parameter value.");
        if (Encoding.UTF8.GetByteCount(value) > most)
            throw new AwsException("ValidationException", $"{tier} tier parameters support a maximum parameter value of {most} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.");
        var tags = ResourceTags.InList(request, "Tags").ToList();
        if (overwrite && tags.Count > 0)
            throw new AwsException("ValidationException", "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag.");

        var exists = parameters.TryGetValue(name, out var parameter);
        if (exists && !overwrite)
            throw new AwsException("ParameterAlreadyExists", "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        if (!exists && request.Text("Type") is null)
            throw new AwsException("ValidationException", "A parameter type is required when you create a parameter.");
        if (!exists)
            parameters.Add(name, parameter = new Parameter());
        // Parameter Store keeps 100 versions, and an advanced parameter never becomes a standard one again.
        parameter!.IsAdvanced |= tier == "Advanced" || Encoding.UTF8.GetByteCount(value) > StandardBytes;
        parameter.Values.Add(++parameter.Version, value);
        parameter.Values.Remove(parameter.Version - MostVersions);
        parameter.Tags.Add(tags, TooManyTags);
        response.WriteStartObject();
        response.WriteNumber("Version", parameter.Version);
        response.WriteString("Tier", parameter.IsAdvanced ? "Advanced" : "Standard");
        response.WriteEndObject();
    }

    public void GetParameter(JsonElement request, Utf8JsonWriter response)
    {
        // A name, or name:version.
        var parts = request.Demand("Name").Split(':', 2);
        var name = parts[0];
        if (!parameters.TryGetValue(name, out var parameter))
            throw new AwsException("ParameterNotFound", "");
        var version = parts.Length == 1 ? parameter.Version : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (!parameter.Values.TryGetValue(version, out var value))
            throw new AwsException("ParameterVersionNotFound", $"Systems Manager could not find version {parts[1]} of {name}. Verify the version and try again.");
        response.WriteStartObject();
        response.WriteStartObject("Parameter");
        response.WriteString("Name", name);
        response.WriteString("Type", "String");
        response.WriteString("Value", value);
        response.WriteNumber("Version", version);
        response.WriteString("ARN", $"arn:aws:ssm:{context.Options.Region}:{context.Options.AccountId}:parameter/{name}");
        response.WriteString("DataType", "text");
        response.WriteEndObject();
        response.WriteEndObject();
    }

    public void AddTagsToResource(JsonElement request, Utf8JsonWriter response)
    {
        Tagged(request).Tags.Add(ResourceTags.InList(request, "Tags"), TooManyTags);
        response.WriteStartObject();
        response.WriteEndObject();
    }

    public void ListTagsForResource(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        Tagged(request).Tags.WriteList(response, "TagList");
        response.WriteEndObject();
    }

    private Parameter Tagged(JsonElement request) =>
        request.Demand("ResourceType") == "Parameter" && parameters.TryGetValue(request.Demand("ResourceId"), out var parameter)
            ? parameter
            : throw new AwsException("InvalidResourceId", "The resource ID is not valid.");

    private static AwsException TooManyTags() => new("TooManyTagsError", "A resource can have no more than 50 tags.");

    [GeneratedRegex(@"\A[a-zA-Z0-9_.\-/]{1,1011}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A/?(aws|ssm)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"\{\{.*\}\}", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    private sealed class Parameter
    {
        public Dictionary<int, string> Values { get; } = [];

        public int Version { get; set; }

        public bool IsAdvanced { get; set; }

        public ResourceTags Tags { get; } = new();
    }
}
