using System.Globalization;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Writes cells and rows as RFC 4180, with every cell harmless in a spreadsheet.</summary>
internal sealed class CsvWriter(TextWriter output)
{
    // What a cell of a spreadsheet holds, of which a sign before it and doubled quotes leave half.
    private const int LongestCell = 16_000;

    private bool isFirst = true;

    /// <summary>Writes a row of names.</summary>
    public void Header(params string[] names)
    {
        foreach (var name in names)
            Add(name);
        EndRow();
    }

    /// <summary>Writes a cell of text that anybody may have chosen.</summary>
    [MethodImpl(Hot.Path)]
    public CsvWriter Add(string? text)
    {
        Separate();
        if (text is null)
            return this;
        var shown = SafeText.Show(text, LongestCell);
        output.Write('"');
        if (IsFormula(shown))
            output.Write('\'');
        output.Write(shown.IndexOf('"') < 0 ? shown : shown.Replace("\"", "\"\""));
        output.Write('"');
        return this;
    }

    /// <summary>Writes a cell of a time, UTC.</summary>
    public CsvWriter Add(DateTimeOffset? time) => Plain(time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));

    /// <summary>Writes a cell of a number.</summary>
    public CsvWriter Add(long? number) => Plain(number?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a cell of a number with a fraction.</summary>
    public CsvWriter Add(double? number) => Plain(number?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a cell of yes or no.</summary>
    public CsvWriter Add(bool value) => Plain(value ? "True" : "False");

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        output.Write("\r\n");
        isFirst = true;
    }

    private CsvWriter Plain(string? text)
    {
        Separate();
        output.Write(text);
        return this;
    }

    private void Separate()
    {
        if (!isFirst)
            output.Write(',');
        isFirst = false;
    }

    // A spreadsheet takes a cell for a formula by its first sign, some of them after white space or quotes, in either width.
    [MethodImpl(Hot.Path)]
    private static bool IsFormula(string text)
    {
        foreach (var c in text)
        {
            if (c is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20')
                return true;
            if (!char.IsWhiteSpace(c) && c is not ('"' or '\''))
                return false;
        }
        return false;
    }
}
