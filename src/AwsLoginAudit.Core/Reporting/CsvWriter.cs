using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Writes rows as RFC 4180, with every cell harmless in a spreadsheet.</summary>
internal sealed class CsvWriter(TextWriter output)
{
    /// <summary>Writes one row.</summary>
    public void Row(params object?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                output.Write(',');
            Cell(cells[i]);
        }
        output.Write("\r\n");
    }

    private void Cell(object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                output.Write('"');
                output.Write(Harmless(SafeText.Show(text)).Replace("\"", "\"\""));
                output.Write('"');
                break;
            case DateTimeOffset time:
                output.Write(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
                break;
            default:
                output.Write(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    // A spreadsheet takes a cell for a formula by its first sign, some of them after white space or quotes, in either width.
    private static string Harmless(string text)
    {
        foreach (var c in text)
        {
            if (c is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20')
                return "'" + text;
            if (!char.IsWhiteSpace(c) && c is not ('"' or '\''))
                break;
        }
        return text;
    }
}
