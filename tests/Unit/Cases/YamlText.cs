using System.Globalization;
using System.Text;

namespace AwsLoginAudit.Tests.Cases;

/// <summary>Text as YAML libraries write it: quoted, and folded at 80 characters.</summary>
internal static class YamlText
{
    private const int Width = 80;
    private const string Indent = "\n    ";

    public static string InDoubleQuotes(string text)
    {
        var written = new StringBuilder("\"");
        var column = 0;
        foreach (var c in text)
        {
            if (c == ' ' && column > Width)
            {
                written.Append('\\').Append(Indent).Append("\\ ");
                column = 0;
                continue;
            }
            written.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                <= '\x7E' => c.ToString(),
                _ => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
            });
            column++;
        }
        return written.Append('"').ToString();
    }

    // A line break in the text is an empty line, and a single space can be a line break.
    public static string InSingleQuotes(string text)
    {
        var written = new StringBuilder("'");
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isFolded = text[i] == ' ' && column > Width && i > 0 && i + 1 < text.Length && !char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i + 1]);
            if (isFolded || text[i] == '\n')
                column = 0;
            if (isFolded)
                written.Append(Indent);
            else if (text[i] == '\n')
                written.Append(i > 0 && text[i - 1] == '\n' ? "\n" : "\n\n").Append(i + 1 < text.Length && text[i + 1] == '\n' ? "" : Indent[1..]);
            else if (text[i] == '\'')
                written.Append("''");
            else
                written.Append(text[i]);
            column++;
        }
        return written.Append('\'').ToString();
    }
}
