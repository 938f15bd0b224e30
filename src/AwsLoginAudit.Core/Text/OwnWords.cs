using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>The module's own words that stand in lists of names, and the quotation marks that keep names apart from these words.</summary>
internal static class OwnWords
{
    /// <summary>Stands for events that have no such value.</summary>
    public const string None = "(none)";

    /// <summary>Stands for all values that a list has no room for.</summary>
    public const string Others = "(others)";

    /// <summary>Stands for the account where an event has none.</summary>
    public const string UnknownAccount = "(unknown account)";

    /// <summary>Stands between the values of one failure. A value with such a separator is quoted.</summary>
    public const string Separator = " · ";

    private static readonly Regex Quoted = new(
        "^\"(?:[^\"\\\\]|\\\\+[^\"\\\\]|(?:\\\\\\\\)*\\\\\")*(?:\\\\\\\\)*\"\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(30));

    private static readonly Regex BeforeQuote = new("(?<!\\\\)(?<slashes>\\\\+)(?=\"|\\z)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));

    /// <summary>
    /// A name as it was typed, in quotation marks if it could pass for words or separators of this module, for a quoted name or for two columns, or if its first
    /// or last character would not be seen. Two names stay two names.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="longest">The most characters of a name that was not cut; of one that was, the mark stands outside the quotation marks.</param>
    /// <returns>The name itself in nearly all cases.</returns>
    public static string Typed(string name, int longest = LongValue.Longest)
    {
        if (name.Length > longest && LongValue.MarkOf(name) is { } mark)
            return InQuotes(name.Substring(0, name.Length - mark.Length)) + mark;
        return CouldPass(name) ? InQuotes(name) : name;
    }

    /// <summary>The same of a name that may be quoted already.</summary>
    /// <param name="name">The name.</param>
    /// <param name="longest">The most characters of a name that was not cut; of one that was, the mark stands outside the quotation marks.</param>
    /// <returns>The name itself in nearly all cases, and a name that is quoted already.</returns>
    public static string Quote(string name, int longest = LongValue.Longest) =>
        name.Length > 0 && name[0] == '"' && Quoted.IsMatch(name) ? name : Typed(name, longest);

    /// <summary>Names in one line.</summary>
    /// <param name="names">The names.</param>
    /// <param name="separator">What stands between two. A name that holds a comma or a semicolon is quoted.</param>
    public static string List(IEnumerable<string> names, string separator = ", ") =>
        string.Join(separator, names.Select(name => name.IndexOfAny([',', ';']) >= 0 && !Quoted.IsMatch(name) ? InQuotes(name) : Quote(name)));

    // As the command lines of Windows have it: backslashes count double where a quotation mark follows.
    private static string InQuotes(string name) => "\"" + BeforeQuote.Replace(name, "${slashes}${slashes}").Replace("\"", "\\\"") + "\"";

    // Every word of this module begins with a bracket. Many brackets and quotation marks look alike, so those of all scripts count.
    private static bool CouldPass(string name)
    {
        if (name.Length == 0)
            return false;
        var first = name[0];
        return first is '"' or '\'' || char.IsWhiteSpace(first) || char.IsWhiteSpace(name[name.Length - 1])
            || CharUnicodeInfo.GetUnicodeCategory(first) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
            || HasSeparator(name);
    }

    // A run of spaces looks like the space between two columns. A separator is a dot, a dash or a bar between spaces. Many characters look like one, so
    // everything but ASCII letters and digits counts.
    private static bool HasSeparator(string name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            if (!char.IsWhiteSpace(name[at]))
                continue;
            var end = at + 1;
            while (end < name.Length && !char.IsWhiteSpace(name[end]) && !IsLetterOrDigit(name[end]))
                end++;
            if (end < name.Length && char.IsWhiteSpace(name[end]))
                return true;
        }
        return false;
    }

    // Letters of some scripts are drawn as dots, such as U+A78F.
    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
