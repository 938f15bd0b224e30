using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Converts -Tag: a hashtable of keys, each with one or more values.</summary>
internal static class TagValues
{
    public static Dictionary<string, IReadOnlyList<string>> Of(Hashtable tags) => tags.Cast<DictionaryEntry>().ToDictionary(
        tag => Text(tag.Key),
        IReadOnlyList<string> (tag) => tag.Value is IEnumerable values and not string ? [.. values.Cast<object>().Select(Text)] : [Text(tag.Value)],
        StringComparer.Ordinal);

    /// <summary>Converts -ResourceTag: a hashtable of keys, each with one value.</summary>
    /// <exception cref="LoginAuditException">InvalidArgument: AWS does not accept the tags.</exception>
    public static Dictionary<string, string> OfResources(Hashtable tags)
    {
        var read = tags.Cast<DictionaryEntry>().ToDictionary(tag => Text(tag.Key), tag => Text(tag.Value), StringComparer.Ordinal);
        return ResourceTags.WhyNotAccepted(read) is { } reason
            ? throw new LoginAuditException(LoginAuditError.InvalidArgument, $"-ResourceTag takes a hashtable of tags, such as @{{ CostCenter = '4711' }}. {reason}", tags)
            : read;
    }

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value);
}
