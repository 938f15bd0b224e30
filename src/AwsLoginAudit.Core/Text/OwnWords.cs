using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>The placeholders of this module in lists of names, and the quotation marks that distinguish names from placeholders.</summary>
internal static class OwnWords
{
    /// <summary>The placeholder for events without a value.</summary>
    public const string None = "(none)";

    /// <summary>The placeholder for all values that do not fit in a list.</summary>
    public const string Others = "(others)";

    /// <summary>The placeholder for the account of an event without one.</summary>
    public const string UnknownAccount = "(unknown account)";

    /// <summary>The separator between the values of one failure. A value that contains such a separator is quoted.</summary>
    public const string Separator = " · ";

    private static readonly Regex Quoted = new(
        "^\"(?:[^\"\\\\]|\\\\+[^\"\\\\]|(?:\\\\\\\\)*\\\\\")*(?:\\\\\\\\)*\"\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(30));

    private static readonly Regex BeforeQuote = new("(?<!\\\\)(?<slashes>\\\\+)(?=\"|\\z)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));

    /// <summary>
    /// Quotes a name if it looks like a placeholder, a separator, a quoted name or two columns, or if its first or last character
    /// would be invisible. Different names stay different.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="longest">The maximum length of a name that was not shortened, in characters. The mark of a shortened name is outside the quotes.</param>
    /// <returns>The name, in nearly all cases without quotation marks.</returns>
    public static string Typed(string name, int longest = LongValue.Longest)
    {
        if (name.Length > longest && LongValue.MarkOf(name) is { } mark)
            return InQuotes(name.Substring(0, name.Length - mark.Length)) + mark;
        return CouldPass(name) ? InQuotes(name) : name;
    }

    /// <summary>Quotes a name like <see cref="Typed"/>, unless it is quoted already.</summary>
    /// <param name="name">The name.</param>
    /// <param name="longest">The maximum length of a name that was not shortened, in characters. The mark of a shortened name is outside the quotes.</param>
    /// <returns>The name, in nearly all cases without quotation marks.</returns>
    public static string Quote(string name, int longest = LongValue.Longest) =>
        name.Length > 0 && name[0] == '"' && Quoted.IsMatch(name) ? name : Typed(name, longest);

    /// <summary>Writes names in one line.</summary>
    /// <param name="names">The names.</param>
    /// <param name="separator">The separator between two names. A name that contains a comma or a semicolon is quoted.</param>
    public static string List(IEnumerable<string> names, string separator = ", ") =>
        string.Join(separator, names.Select(name => name.IndexOfAny([',', ';']) >= 0 && !Quoted.IsMatch(name) ? InQuotes(name) : Quote(name)));

    /// <summary>Quotes a name like <see cref="Quote"/> for use in a sentence. A name with a space, a comma or a colon cannot pass for words of the sentence.</summary>
    /// <param name="name">The name.</param>
    public static string Phrase(string name)
    {
        var quoted = Quote(name);
        return quoted == name && name.IndexOfAny([',', ';', ' ', '\u00a0']) >= 0 && !IsPlaceholder(name) && !Quoted.IsMatch(name) ? InQuotes(name) : quoted;
    }

    private static bool IsPlaceholder(string name) => name is None or Others or UnknownAccount;

    // Backslashes before a quotation mark are doubled, as in Windows command lines.
    private static string InQuotes(string name) => "\"" + BeforeQuote.Replace(name, "${slashes}${slashes}").Replace("\"", "\\\"") + "\"";

    // All placeholders of this module begin with a bracket. Many brackets and quotation marks look alike, so those of all scripts are quoted.
    private static bool CouldPass(string name)
    {
        if (name.Length == 0)
            return false;
        var first = name[0];
        return first is '"' or '\'' || char.IsWhiteSpace(first) || char.IsWhiteSpace(name[name.Length - 1])
            || CharUnicodeInfo.GetUnicodeCategory(first) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
            || HasSeparator(name);
    }

    // Several spaces look like the space between two columns. A separator is a dot, a dash or a bar between spaces. Many characters look like
    // these, so everything except ASCII letters and digits counts as a separator.
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

    // Letters of some scripts look like dots, such as U+A78F.
    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
