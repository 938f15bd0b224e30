using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using AwsLoginAudit.Responder.Runtime;

namespace AwsLoginAudit.Responder;

/// <summary>The log of the function: one JSON object in each line, for CloudWatch Logs Insights. It contains no account, address or recipient.</summary>
internal sealed partial class FunctionLog(TextWriter output)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>Logs a step.</summary>
    public void Say(string message, params (string Name, object? Value)[] fields) => Write("Information", message, fields);

    /// <summary>Logs a call to AWS.</summary>
    public void Call(string call) => Write("Debug", call);

    /// <summary>Logs an error.</summary>
    public void Failure(Exception failure) => Write("Error", Secrets.Redact(Text(failure)), ("error", ErrorType(failure)));

    /// <summary>Describes a failure for Lambda, with what can be done about it.</summary>
    public static RuntimeError Describe(Exception failure) => RuntimeError.Of(failure, ErrorType(failure), Text(failure));

    // A LoginAuditError, or else the exception's type.
    private static string ErrorType(Exception failure) => failure is LoginAuditException known ? known.Error.ToString() : failure.GetType().Name;

    private static string Text(Exception failure) => failure switch
    {
        LoginAuditException known => known.Explanation,
        AggregateException several => string.Join(" ", several.InnerExceptions.Select(Text)),
        _ => failure.Message,
    };

    private void Write(string level, string message, params (string Name, object? Value)[] fields)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("level", level);
            writer.WriteString("message", Address().Replace(message, "(address)"));
            foreach (var (name, value) in fields)
            {
                writer.WritePropertyName(name);
                JsonSerializer.Serialize(writer, value);
            }
            writer.WriteEndObject();
        }
        // Each line is one write, because calls are logged from several threads.
        output.WriteLine(System.Text.Encoding.UTF8.GetString(line.ToArray()));
    }

    [GeneratedRegex(@"[^\s@""'<>,;:()]+@[^\s@""'<>,;:()]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
