using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The word to complete, which can have quotes and wildcards, and the text that replaces it.</summary>
internal sealed class CompletionWord
{
    private const string SingleQuotes = "'\u2018\u2019\u201a\u201b";
    private const string DoubleQuotes = "\"\u201c\u201d\u201e";
    private const int LongestTip = 200;

    private static readonly char[] Wildcards = ['*', '?', '[', '`'];

    private readonly string text;
    private readonly bool isQuoted;
    private readonly WildcardPattern? pattern;

    /// <param name="typed">The word as PowerShell passes it.</param>
    public CompletionWord(string? typed)
    {
        text = Unquote(typed ?? "", out isQuoted);
        pattern = text.IndexOfAny(Wildcards) >= 0 ? Pattern(text) : null;
    }

    /// <summary>The beginning of all matching names.</summary>
    public string Prefix => text.IndexOfAny(Wildcards) is >= 0 and var at ? text.Substring(0, at) : text;

    /// <summary>Whether a name or its alias matches the word.</summary>
    public bool Fits(KnownName name) => Fits(name.Name) || (name.Alias is { } alias && Fits(alias));

    /// <summary>Returns the completion for a name.</summary>
    /// <returns>Null for a name with invisible characters, because the user could not see what would be executed.</returns>
    public CompletionResult? Complete(KnownName name)
    {
        if (name.Name.Length == 0 || SafeText.Show(name.Name) != name.Name)
            return null;
        var label = name.Alias is { } alias ? $"{name.Name} ({SafeText.Show(alias)})" : name.Name;
        return new CompletionResult(
            isQuoted || !IsPlain(name.Name) ? PowerShellText.Quote(name.Name) : name.Name,
            label,
            CompletionResultType.ParameterValue,
            name.Description.Length > 0 ? SafeText.Show(name.Description, LongestTip) : label);
    }

    private bool Fits(string name) => name.StartsWith(text, StringComparison.OrdinalIgnoreCase) || pattern?.IsMatch(name) == true;

    private static WildcardPattern? Pattern(string text)
    {
        try
        {
            var wildcard = new WildcardPattern(text + "*", WildcardOptions.IgnoreCase);
            wildcard.IsMatch("");
            return wildcard;
        }
        catch (WildcardPatternException)
        {
            // The pattern is invalid, such as one with an open bracket.
            return null;
        }
    }

    private static string Unquote(string typed, out bool isQuoted)
    {
        var quotes = typed.Length == 0 ? "" : SingleQuotes.IndexOf(typed[0]) >= 0 ? SingleQuotes : DoubleQuotes.IndexOf(typed[0]) >= 0 ? DoubleQuotes : "";
        isQuoted = quotes.Length > 0;
        if (!isQuoted)
            return typed;
        var inside = typed.Substring(1);
        if (inside.Length > 0 && quotes.IndexOf(inside[inside.Length - 1]) >= 0)
            inside = inside.Substring(0, inside.Length - 1);
        // Within quotes, a doubled quote is one character.
        return inside.Replace(new string(quotes[0], 2), quotes.Substring(0, 1));
    }

    // Text that PowerShell always parses as a single argument.
    private static bool IsPlain(string name) =>
        name.All(c => c is >= '0' and <= '9')
        || ((IsLetter(name[0]) || name[0] == '/') && name.All(c => IsLetter(c) || c is (>= '0' and <= '9') or '/' or '.' or '_' or '-'));

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
