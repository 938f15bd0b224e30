using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>A message of a log group that is JSON, as other agents than CloudWatch's write it.</summary>
internal static class JsonMessage
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The event that it holds, as XML or text; or why it cannot be read.</summary>
    public static (string? Text, string Problem) Read(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message, Options);
            var read = JsonEvent.Read(document.RootElement);
            // JSON within JSON would have to be unpacked again and again.
            if (read.EventXml is { Length: > 0 } text && text[0] != '{')
                return (text, "");
            return (null, read.Format is null ? "this is JSON of an unknown kind" : $"this is JSON of {read.Format} that cannot be read: {read.Problem}");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // An ArgumentException says that the text has half of a surrogate pair.
            return (null, "this is JSON that is cut off or damaged");
        }
    }
}
