using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit;

/// <summary>Makes text that a stranger chose fit to be shown: what would not be seen, or would change what is seen, becomes a visible escape.</summary>
public static class SafeText
{
    /// <summary>The text with control, format (bidirectional, zero-width, tag) and other invisible characters as <c>\u202e</c>.</summary>
    /// <param name="text">The text; null is shown as empty.</param>
    /// <param name="longest">The most characters to show; what is longer ends in an ellipsis. 1 or more.</param>
    /// <returns>The text itself where nothing had to be changed.</returns>
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

    /// <summary>A name as <see cref="Show"/> has it, in quotation marks if it could pass for words or separators of this module.</summary>
    /// <param name="name">The name; null is shown as empty.</param>
    /// <param name="longest">The most characters to show; what is longer ends in an ellipsis. 1 or more.</param>
    /// <returns>The name itself where nothing had to be changed.</returns>
    public static string Name(string? name, int longest = int.MaxValue) => Show(name is null ? null : OwnWords.Quote(name), longest);

    /// <summary>The text line by line as <see cref="Show"/> has it; only the line breaks stay.</summary>
    /// <param name="text">The text, such as the output of a command; null is shown as empty.</param>
    public static string Lines(string? text) =>
        text is null ? "" : string.Join(Environment.NewLine, text.Replace("\r\n", "\n").Split('\n').Select(line => Show(line)));

    /// <summary>Names in one line as <see cref="Name"/> has them; one that holds a comma or a semicolon is in quotation marks too.</summary>
    /// <param name="names">The names.</param>
    public static string List(IEnumerable<string> names) => Show(OwnWords.List(names));

    /// <summary>The name of a tally as it stands in a list: in quotation marks if it holds a comma or a semicolon.</summary>
    /// <param name="name">The name, which is in quotation marks already if it could pass for words of this module.</param>
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
