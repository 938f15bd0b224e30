using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Reads the values of EventData from the forms that products use.</summary>
internal static class EventValues
{
    /// <summary>Adds the values below a path, with their names in Windows.</summary>
    /// <returns>The path if it has no values; otherwise null.</returns>
    public static string? AddNamed(JsonFields fields, string path, EventXmlBuilder xml, Func<string, string>? rename = null)
    {
        foreach (var field in fields.Under(path))
        {
            if (JsonFields.TextOf(field.Value) is { } value)
                xml.AddData(rename is null ? field.Key : rename(field.Key), value);
        }
        return fields.Has(path) || fields.HasUnder(path) ? null : path;
    }

    /// <summary>Adds values without names: by place if their number fits the event's template, or else from the message.</summary>
    public static void AddPlaced(IReadOnlyList<string> values, string? message, int eventId, EventXmlBuilder xml)
    {
        if (!EventTemplates.Data.TryGetValue(eventId, out var names))
            return;
        var newer = EventTemplates.Newer(eventId);
        if (values.Count >= names.Count && values.Count <= names.Count + newer.Count)
        {
            for (var i = 0; i < values.Count; i++)
                xml.AddData(i < names.Count ? names[i] : newer[i - names.Count], values[i]);
        }
        else if (message is not null)
        {
            MessageText.AddData(message, eventId, xml);
        }
        else
        {
            foreach (var value in values)
                xml.AddData(null, value);
        }
    }

    /// <summary>Adds values beside the event's own fields, with their names in Windows.</summary>
    /// <returns>The name of a missing value if there are none; otherwise null.</returns>
    public static string? AddFlat(JsonFields fields, int eventId, EventXmlBuilder xml)
    {
        foreach (var field in fields.AllTexts)
            xml.AddData(field.Key, field.Value);
        return EventTemplates.Data.TryGetValue(eventId, out var names) && !names.Any(fields.Has)
            ? names.First(name => name.StartsWith("TargetUserName", StringComparison.Ordinal))
            : null;
    }

    /// <summary>The whole XML of an event in a field; null if the field contains something else.</summary>
    public static string? XmlIn(JsonFields fields, string path) =>
        fields.Texts([path]) is [var text] && EventXmlFormat.IsStart(text.AsSpan().TrimStart()) ? text : null;

    /// <summary>The texts of an array; empty if the value is not an array.</summary>
    public static IReadOnlyList<string> ListOf(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray().Select(item => JsonFields.TextOf(item) ?? "")] : [];
}
