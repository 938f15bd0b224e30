using System.Globalization;
using System.Text.Json;

namespace LocalAws.Functions;

/// <summary>A function as Lambda answers it.</summary>
internal static class FunctionAnswers
{
    public static void WriteConfiguration(Utf8JsonWriter json, Function function)
    {
        var settings = function.Settings;
        json.WriteStartObject();
        json.WriteString("FunctionName", function.Name);
        json.WriteString("FunctionArn", function.Arn);
        json.WriteString("Runtime", settings.Runtime);
        json.WriteString("Role", settings.Role);
        json.WriteString("Handler", settings.Handler);
        json.WriteNumber("CodeSize", settings.Code.Size);
        json.WriteString("CodeSha256", settings.Code.Sha256);
        json.WriteString("Description", settings.Description);
        json.WriteNumber("Timeout", settings.Timeout);
        json.WriteNumber("MemorySize", settings.MemorySize);
        json.WriteString("LastModified", settings.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture));
        json.WriteString("Version", "$LATEST");
        json.WriteString("RevisionId", settings.RevisionId);
        WriteNested(json, settings);
        json.WriteString("PackageType", "Zip");
        json.WriteStartArray("Architectures");
        json.WriteStringValue(settings.Architecture);
        json.WriteEndArray();
        WriteState(json, function);
        json.WriteEndObject();
    }

    private static void WriteNested(Utf8JsonWriter json, FunctionSettings settings)
    {
        if (settings.Variables.Count > 0)
        {
            json.WriteStartObject("Environment");
            json.WriteStartObject("Variables");
            foreach (var (name, value) in settings.Variables)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        if (settings.DeadLetterTarget is { } target)
            WriteObject(json, "DeadLetterConfig", ("TargetArn", target));
        WriteObject(json, "TracingConfig", ("Mode", "PassThrough"));
        WriteObject(json, "LoggingConfig", ("LogFormat", "Text"), ("LogGroup", settings.LogGroup));
        WriteObject(json, "SnapStart", ("ApplyOn", "None"), ("OptimizationStatus", "Off"));
        json.WriteStartObject("EphemeralStorage");
        json.WriteNumber("Size", 512);
        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, Function function)
    {
        json.WriteString("State", function.IsPending ? "Pending" : "Active");
        if (function.IsPending)
        {
            json.WriteString("StateReason", "The function is being created.");
            json.WriteString("StateReasonCode", "Creating");
            return;
        }
        json.WriteString("LastUpdateStatus", function.IsChanging ? "InProgress" : "Successful");
        if (function.IsChanging)
        {
            json.WriteString("LastUpdateStatusReason", "The function is being created.");
            json.WriteString("LastUpdateStatusReasonCode", "Creating");
        }
    }

    private static void WriteObject(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string Value)> members)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in members)
            json.WriteString(member, value);
        json.WriteEndObject();
    }
}
