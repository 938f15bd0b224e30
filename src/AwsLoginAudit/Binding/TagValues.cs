using System.Collections;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Reads -Tag: a hashtable of keys, and a value or several each.</summary>
internal static class TagValues
{
    public static Dictionary<string, IReadOnlyList<string>> Of(Hashtable tags) => tags.Cast<DictionaryEntry>().ToDictionary(
        tag => Text(tag.Key),
        IReadOnlyList<string> (tag) => tag.Value is IEnumerable values and not string ? [.. values.Cast<object>().Select(Text)] : [Text(tag.Value)],
        StringComparer.Ordinal);

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value);
}
