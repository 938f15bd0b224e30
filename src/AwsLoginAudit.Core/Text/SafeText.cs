using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit;

/// <summary>Escapes text from untrusted sources for display: characters that are invisible, or that change how other text is shown.</summary>
public static class SafeText
{
    /// <summary>Shows control, format (bidirectional, zero-width, tag) and other invisible characters as escapes such as <c>\u202e</c>.</summary>
    /// <param name="text">The text; null is shown as empty.</param>
    /// <param name="longest">The maximum length in characters, 1 or more; a longer text ends in an ellipsis. The default is unlimited.</param>
    /// <returns>The escaped text; the same object if nothing changed.</returns>
    [MethodImpl(Hot.Path)]
    public static string Show(string? text, int longest = int.MaxValue)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text!.Length <= longest && (IsPlain(text) || IsVisible(text)))
            return text;

        var shown = new StringBuilder(Math.Min(text.Length, longest) + 16);
        var characters = new VisibleCharacters();
        for (var at = 0; at < text.Length && shown.Length <= longest;)
        {
            var isVisible = characters.IsVisible(text, at, out var length);
            for (var end = at + length; at < end; at++)
            {
                if (isVisible)
                    shown.Append(text[at]);
                else
                    shown.Append("\\u").Append(((int)text[at]).ToString("x4", CultureInfo.InvariantCulture));
            }
        }
        if (shown.Length > longest)
            Cut(shown, longest);
        return shown.ToString();
    }

    /// <summary>Escapes a name like <see cref="Show"/>, in quotation marks if it looks like a placeholder or separator of this module.</summary>
    /// <param name="name">The name; null is shown as empty.</param>
    /// <param name="longest">The maximum length in characters, 1 or more; a longer name ends in an ellipsis. The default is unlimited.</param>
    /// <returns>The escaped name; the same object if nothing changed.</returns>
    public static string Name(string? name, int longest = int.MaxValue) => Show(name is null ? null : OwnWords.Quote(name), longest);

    /// <summary>Escapes a text line by line like <see cref="Show"/> and keeps its line breaks.</summary>
    /// <param name="text">The text, such as the output of a command; null is shown as empty.</param>
    public static string Lines(string? text) =>
        text is null ? "" : string.Join(Environment.NewLine, text.Replace("\r\n", "\n").Split('\n').Select(line => Show(line)));

    /// <summary>Writes names in one line like <see cref="Name"/>; a name that contains a comma or a semicolon is quoted too.</summary>
    /// <param name="names">The names.</param>
    public static string List(IEnumerable<string> names) => Show(OwnWords.List(names));

    /// <summary>Escapes the name of a tally for a list; a name that contains a comma or a semicolon is quoted.</summary>
    /// <param name="name">The name, already quoted if it looks like a placeholder of this module.</param>
    public static string Listed(string name) => name.IndexOfAny([',', ';']) >= 0 ? List([name]) : Show(name);

    private static void Cut(StringBuilder shown, int longest)
    {
        var keep = longest - 1;
        if (keep > 0 && char.IsHighSurrogate(shown[keep - 1]))
            keep--;
        shown.Length = keep;
        shown.Append('…');
    }

    [MethodImpl(Hot.Path)]
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
                return false;
        }
        return true;
    }

    private static bool IsVisible(string text)
    {
        var characters = new VisibleCharacters();
        for (var at = 0; at < text.Length;)
        {
            if (!characters.IsVisible(text, at, out var length))
                return false;
            at += length;
        }
        return true;
    }
}
