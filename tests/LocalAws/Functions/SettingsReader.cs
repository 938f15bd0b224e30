using System.Text;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Functions;

/// <summary>Makes a function's settings of requests, and refuses what Lambda refuses beyond its model.</summary>
internal sealed class SettingsReader(ServerContext context, FunctionRoles roles)
{
    private const int EnvironmentBytes = 4096;

    /// <summary>Lambda sets these itself.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    };

    public FunctionSettings OfNew(string name, JsonElement request)
    {
        if (request.Text("PackageType") is "Image")
            throw AwsException.NotSupported("A function of an image");
        if (request.Text("Runtime") is null || request.Text("Handler") is null)
            throw Invalid("Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        var settings = WithConfigured(new FunctionSettings
        {
            Role = request.Demand("Role"),
            Handler = request.Demand("Handler"),
            Code = ReadCode(request.GetProperty("Code"), "CreateFunction"),
            LogGroup = $"/aws/lambda/{name}",
            LastModified = context.Now,
        }, request);
        roles.DemandAssumable(settings.Role, isNewFunction: true);
        DemandDeadLetters(settings);
        return settings with { Architecture = request.Texts("Architectures")?[0] ?? settings.Architecture };
    }

    public FunctionSettings WithCode(FunctionSettings settings, JsonElement request) => Renew(settings) with
    {
        Code = ReadCode(request, "UpdateFunctionCode"),
        Architecture = request.Texts("Architectures")?[0] ?? settings.Architecture,
    };

    public FunctionSettings WithConfiguration(FunctionSettings settings, JsonElement request)
    {
        var changed = WithConfigured(Renew(settings), request);
        roles.DemandAssumable(changed.Role, isNewFunction: false);
        DemandDeadLetters(changed);
        return changed;
    }

    /// <summary>A copy would keep the revision's id.</summary>
    private FunctionSettings Renew(FunctionSettings old) => new()
    {
        Role = old.Role,
        Handler = old.Handler,
        Code = old.Code,
        Runtime = old.Runtime,
        Description = old.Description,
        Timeout = old.Timeout,
        MemorySize = old.MemorySize,
        Architecture = old.Architecture,
        Variables = old.Variables,
        DeadLetterTarget = old.DeadLetterTarget,
        LogGroup = old.LogGroup,
        LastModified = context.Now,
    };

    private static FunctionSettings WithConfigured(FunctionSettings settings, JsonElement request)
    {
        if (request.Text("Runtime") is not (null or "dotnet10"))
            throw AwsException.NotSupported($"The runtime {request.Text("Runtime")}");
        if (request.Member("LoggingConfig")?.Text("LogFormat") is "JSON")
            throw AwsException.NotSupported("The log format JSON");
        return settings with
        {
            Role = request.Text("Role") ?? settings.Role,
            Handler = request.Text("Handler") ?? settings.Handler,
            Description = request.Text("Description") ?? settings.Description,
            Timeout = request.Int("Timeout", settings.Timeout),
            MemorySize = request.Int("MemorySize", settings.MemorySize),
            Variables = request.Member("Environment") is { } environment ? ReadVariables(environment) : settings.Variables,
            DeadLetterTarget = request.Member("DeadLetterConfig") is { } config ? NullIfEmpty(config.Text("TargetArn")) : settings.DeadLetterTarget,
            LogGroup = request.Member("LoggingConfig")?.Text("LogGroup") ?? settings.LogGroup,
        };
    }

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;

    private static Dictionary<string, string> ReadVariables(JsonElement environment)
    {
        var variables = environment.Member("Variables")?.EnumerateObject().ToDictionary(v => v.Name, v => Json.Text(v.Value), StringComparer.Ordinal) ?? [];
        var reserved = variables.Keys.Where(Reserved.Contains).ToList();
        if (reserved.Count > 0)
            throw Invalid($"Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {string.Join(", ", reserved)}");
        // AWS's message goes on with all the values.
        if (Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(variables)) > EnvironmentBytes)
            throw Invalid("Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.");
        return variables;
    }

    private static FunctionCode ReadCode(JsonElement code, string operation)
    {
        if (code.Member("ZipFile") is not { } zip)
            throw Invalid("Please provide a source for function code.");
        return zip.TryGetBytesFromBase64(out var bytes) ? FunctionCode.Read(bytes, operation) : throw new AwsException("SerializationException", "ZipFile is not in base64.");
    }

    private void DemandDeadLetters(FunctionSettings settings)
    {
        if (settings.DeadLetterTarget is not { } target)
            return;
        if (target.Split(':') is not ["arn", _, "sqs" or "sns", _, _, { Length: > 0 }])
            throw Invalid($"The dead letter target {target} is neither a queue nor a topic.");
        if (target.Split(':')[2] is "sns")
            throw AwsException.NotSupported("A topic for dead letters");
        if (!roles.May(settings.Role, "sqs:SendMessage", target))
            throw Invalid("The provided execution role does not have permissions to call SendMessage on SQS");
    }

    private static AwsException Invalid(string message) => new("InvalidParameterValueException", message);
}
