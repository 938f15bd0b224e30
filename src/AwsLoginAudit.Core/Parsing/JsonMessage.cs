using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Reads a message of a log group in JSON, which agents other than CloudWatch's write.</summary>
internal static class JsonMessage
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>Returns the event in the message, as XML or text; or the reason why it cannot be read.</summary>
    public static (string? Text, string Problem) Read(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message, Options);
            var read = JsonEvent.Read(document.RootElement);
            // JSON within JSON is rejected, because it could be nested any number of times.
            if (read.EventXml is { Length: > 0 } text && text[0] != '{')
                return (text, "");
            return (null, read.Format is null ? "this is JSON of an unknown kind" : $"this is JSON of {read.Format} that cannot be read: {read.Problem}");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // .NET throws ArgumentException if the text has half of a surrogate pair.
            return (null, "this is JSON that is cut off or damaged");
        }
    }
}
