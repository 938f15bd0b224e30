using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Takes the values of EventData out of the forms that products keep them in.</summary>
internal static class EventValues
{
    /// <summary>Adds values that stand below a path under the names that Windows gives them.</summary>
    /// <returns>The path if nothing stands there; otherwise null.</returns>
    public static string? AddNamed(JsonFields fields, string path, EventXmlBuilder xml, Func<string, string>? rename = null)
    {
        foreach (var field in fields.Under(path))
        {
            if (JsonFields.TextOf(field.Value) is { } value)
                xml.AddData(rename is null ? field.Key : rename(field.Key), value);
        }
        return fields.Has(path) || fields.HasUnder(path) ? null : path;
    }

    /// <summary>Adds values without names: by their place if there are as many as in the event's template, or else those of the message.</summary>
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

    /// <summary>Adds values that stand beside the event's own fields, under the names that Windows gives them.</summary>
    /// <returns>The name of a value that is missing if none is there; otherwise null.</returns>
    public static string? AddFlat(JsonFields fields, int eventId, EventXmlBuilder xml)
    {
        foreach (var field in fields.AllTexts)
            xml.AddData(field.Key, field.Value);
        return EventTemplates.Data.TryGetValue(eventId, out var names) && !names.Any(fields.Has)
            ? names.First(name => name.StartsWith("TargetUserName", StringComparison.Ordinal))
            : null;
    }

    /// <summary>The XML of an event that a field holds whole; null if it holds something else.</summary>
    public static string? XmlIn(JsonFields fields, string path) =>
        fields.Texts([path]) is [var text] && EventXmlFormat.IsStart(text.AsSpan().TrimStart()) ? text : null;

    /// <summary>The texts of an array; empty for what is no array.</summary>
    public static IReadOnlyList<string> ListOf(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray().Select(item => JsonFields.TextOf(item) ?? "")] : [];
}
