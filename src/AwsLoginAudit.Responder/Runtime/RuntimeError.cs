using System.Net.Http.Headers;
using System.Text.Json;

namespace AwsLoginAudit.Responder.Runtime;

/// <summary>An error in the format of the Lambda Runtime API: errorMessage, errorType and stackTrace.</summary>
/// <param name="Type">The name of the error; letters only, such as NotANotification.</param>
/// <param name="Message">The error message.</param>
/// <param name="StackTrace">One text for each frame.</param>
internal sealed record RuntimeError(string Type, string Message, IReadOnlyList<string> StackTrace)
{
    /// <summary>The value of the header Lambda-Runtime-Function-Error-Type, in its format "category.reason".</summary>
    public string Category => "Function." + Type;

    /// <summary>Converts an exception. Credentials in its message are replaced.</summary>
    /// <param name="failure">The exception.</param>
    /// <param name="type">The name of the error.</param>
    public static RuntimeError Of(Exception failure, string type) => new(
        type,
        Secrets.Redact(failure.Message),
        failure.StackTrace?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);

    /// <summary>Creates the body of the request.</summary>
    public HttpContent ToContent()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage", Message);
            json.WriteString("errorType", Type);
            json.WriteStartArray("stackTrace");
            foreach (var frame in StackTrace)
                json.WriteStringValue(frame);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return new ByteArrayContent(body.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json") } };
    }
}
