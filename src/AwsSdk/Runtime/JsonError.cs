using System.Text.Json;

namespace Amazon.StandIn;

/// <summary>What the JSON protocols have in common in their error answers.</summary>
internal static class JsonError
{
    /// <summary>The error's name, as the body spells it, and its words; null what it does not say.</summary>
    public static (string? Type, string? Message) Read(ReadOnlySpan<byte> body)
    {
        string? type = null, message = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return default;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
                switch (name)
                {
                    case "__type" or "code":
                        type ??= text;
                        break;
                    case "message" or "Message" or "errorMessage":
                        message ??= text;
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A proxy's HTML page, say. What was read until here is all it says.
        }

        return (type, message);
    }

    /// <summary><c>com.amazonaws.logs#ResourceNotFoundException:http://…</c> is ResourceNotFoundException.</summary>
    public static string? ShapeName(string? type)
    {
        if (string.IsNullOrEmpty(type))
            return null;
        var name = type!.Split(':')[0];
        return name.Substring(name.LastIndexOf('#') + 1);
    }
}
