using System.Net;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Functions;

/// <summary>The operations that make, change, show and delete functions.</summary>
internal sealed class FunctionOperations(ServerContext context, FunctionRegistry functions, SettingsReader settings)
{
    /// <summary>How many functions may run at once, all together.</summary>
    public int AccountConcurrency { get; set; } = 1000;

    // Lambda keeps 100 for functions without a reservation; of an account that has fewer, all (developer guide, "Configuring reserved concurrency").
    private int LeastUnreserved => Math.Min(100, AccountConcurrency);

    /// <summary>How many reads after a change still see it under way.</summary>
    public int ReadsUntilReady { get; set; } = 1;

    public void CreateFunction(JsonElement request, Utf8JsonWriter response)
    {
        var name = functions.NameIn(request);
        if (functions.Contains(name))
            throw new AwsException("ResourceConflictException", $"Function already exist: {name}", HttpStatusCode.Conflict);
        var function = new Function(name, functions.ArnOf(name), settings.OfNew(name, request), ReadsUntilReady);
        Tag(function, request);
        functions.Add(function);
        FunctionAnswers.WriteConfiguration(response, function);
    }

    public void GetFunction(JsonElement request, Utf8JsonWriter response)
    {
        var function = functions.Of(request);
        function.Read();
        response.WriteStartObject();
        response.WritePropertyName("Configuration");
        FunctionAnswers.WriteConfiguration(response, function);
        response.WriteStartObject("Code");
        response.WriteString("RepositoryType", "S3");
        response.WriteString("Location", $"https://awslambda-{context.Options.Region}-tasks.s3.{context.Options.Region}.amazonaws.com/snapshots/{context.Options.AccountId}/{function.Name}-{function.Settings.RevisionId}");
        response.WriteEndObject();
        function.Tags.WriteMap(response, "Tags");
        if (function.ReservedConcurrency is { } reserved)
        {
            response.WriteStartObject("Concurrency");
            response.WriteNumber("ReservedConcurrentExecutions", reserved);
            response.WriteEndObject();
        }
        response.WriteEndObject();
    }

    public void UpdateFunctionCode(JsonElement request, Utf8JsonWriter response)
    {
        var function = functions.Of(request);
        function.DemandNoChange();
        function.Change(settings.WithCode(function.Settings, request), ReadsUntilReady);
        FunctionAnswers.WriteConfiguration(response, function);
    }

    public void UpdateFunctionConfiguration(JsonElement request, Utf8JsonWriter response)
    {
        var function = functions.Of(request);
        function.DemandNoChange();
        function.Change(settings.WithConfiguration(function.Settings, request), ReadsUntilReady);
        FunctionAnswers.WriteConfiguration(response, function);
    }

    public void DeleteFunction(JsonElement request, Utf8JsonWriter response) => functions.Remove(functions.Of(request));

    public void PutFunctionConcurrency(JsonElement request, Utf8JsonWriter response)
    {
        var (function, reserved) = (functions.Of(request), request.Long("ReservedConcurrentExecutions")!.Value);
        if (reserved > AccountConcurrency - LeastUnreserved - functions.Reserved(otherThan: function))
            throw new AwsException("InvalidParameterValueException", $"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [{LeastUnreserved}].");
        function.ReservedConcurrency = (int)reserved;
        response.WriteStartObject();
        response.WriteNumber("ReservedConcurrentExecutions", reserved);
        response.WriteEndObject();
    }

    public void GetAccountSettings(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        response.WriteStartObject("AccountLimit");
        response.WriteNumber("TotalCodeSize", 80_530_636_800);
        response.WriteNumber("CodeSizeUnzipped", 262_144_000);
        response.WriteNumber("CodeSizeZipped", 52_428_800);
        response.WriteNumber("ConcurrentExecutions", AccountConcurrency);
        response.WriteNumber("UnreservedConcurrentExecutions", AccountConcurrency - functions.Reserved(otherThan: null));
        response.WriteEndObject();
        response.WriteEndObject();
    }

    public void DeleteFunctionConcurrency(JsonElement request, Utf8JsonWriter response) => functions.Of(request).ReservedConcurrency = null;

    public void TagResource(JsonElement request, Utf8JsonWriter response) => Tag(functions.Tagged(request), request);

    private static void Tag(Function function, JsonElement request)
    {
        var tags = ResourceTags.InMap(request, "Tags");
        if (tags.Any(t => t.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            throw new AwsException("InvalidParameterValueException", "Reserved tag keys (aws:) are not allowed.");
        function.Tags.Add(tags, () => new AwsException("InvalidParameterValueException", "A function has at most 50 tags."));
    }
}
