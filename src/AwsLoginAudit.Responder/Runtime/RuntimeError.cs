using System.Net.Http.Headers;
using System.Text.Json;

namespace AwsLoginAudit.Responder.Runtime;

/// <summary>A failure in the form that the Lambda Runtime API documents: errorMessage, errorType and stackTrace.</summary>
/// <param name="Type">A name of letters only, such as NotANotification.</param>
/// <param name="Message">What failed.</param>
/// <param name="StackTrace">One entry for each frame.</param>
internal sealed record RuntimeError(string Type, string Message, IReadOnlyList<string> StackTrace)
{
    /// <summary>The form "category.reason" of the Lambda-Runtime-Function-Error-Type header.</summary>
    public string Category => "Function." + Type;

    /// <summary>Describes an exception without the credentials that its message may quote.</summary>
    /// <param name="failure">The exception.</param>
    /// <param name="type">The name of the error.</param>
    /// <param name="message">What failed, and what can be done.</param>
    public static RuntimeError Of(Exception failure, string type, string message) => new(
        type,
        Secrets.Redact(message),
        failure.StackTrace?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);

    /// <summary>The request's body.</summary>
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
