using System.Text.Json;

namespace Amazon.StandIn;

/// <summary>Reads the error responses of the JSON protocols.</summary>
internal static class JsonError
{
    /// <summary>Reads the name and the message of the error from the body. A value that the body does not contain is null.</summary>
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
            // The body can be the HTML page of a proxy, for example. The values that were read so far are returned.
        }

        return (type, message);
    }

    /// <summary>Returns the short name of an error: <c>com.amazonaws.logs#ResourceNotFoundException:http://…</c> is ResourceNotFoundException.</summary>
    public static string? ShapeName(string? type)
    {
        if (string.IsNullOrEmpty(type))
            return null;
        var name = type!.Split(':')[0];
        return name.Substring(name.LastIndexOf('#') + 1);
    }
}
