using System.Globalization;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Writes cells and rows as RFC 4180, with every cell harmless in a spreadsheet.</summary>
internal sealed class CsvWriter(TextWriter output)
{
    // What a cell of a spreadsheet holds, of which a sign before it and doubled quotes leave half.
    private const int LongestCell = 16_000;

    private readonly char[] digits = new char[12];
    private bool isFirst = true;
    private long day = -1;
    private string date = "";

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
        output.Write(HasQuote(shown) ? shown.Replace("\"", "\"\"") : shown);
        output.Write('"');
        return this;
    }

    /// <summary>Writes a cell of a time, UTC.</summary>
    [MethodImpl(Hot.Path)]
    public CsvWriter Add(DateTimeOffset? time)
    {
        Separate();
        if (time is not { } known)
            return this;
        if (known.UtcTicks / TimeSpan.TicksPerDay != day)
        {
            day = known.UtcTicks / TimeSpan.TicksPerDay;
            date = known.UtcDateTime.ToString("yyyy-MM-ddT", CultureInfo.InvariantCulture);
        }
        var milliseconds = (int)(known.UtcTicks % TimeSpan.TicksPerDay / TimeSpan.TicksPerMillisecond);
        output.Write(date);
        WriteDigits(milliseconds / 3_600_000, 2, ':');
        WriteDigits(milliseconds / 60_000 % 60, 2, ':');
        WriteDigits(milliseconds / 1000 % 60, 2, '.');
        WriteDigits(milliseconds % 1000, 3, 'Z');
        return this;
    }

    /// <summary>Writes a cell of a number.</summary>
    [MethodImpl(Hot.Path)]
    public CsvWriter Add(long? number)
    {
        Separate();
        if (number is >= 0 and <= int.MaxValue)
            WriteDigits((int)number, 1);
        else
            output.Write(number?.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Writes a cell of a number with a fraction.</summary>
    public CsvWriter Add(double? number) => Plain(number?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a cell of yes or no.</summary>
    [MethodImpl(Hot.Path)]
    public CsvWriter Add(bool value) => Plain(value ? "True" : "False");

    /// <summary>Ends the row.</summary>
    [MethodImpl(Hot.Path)]
    public void EndRow()
    {
        output.Write("\r\n");
        isFirst = true;
    }

    // What .NET's own formatting does as well, but not from its first call on (Hot).
    [MethodImpl(Hot.Path)]
    private void WriteDigits(int number, int least, char after = '\0')
    {
        var at = digits.Length;
        if (after != '\0')
            digits[--at] = after;
        var end = at;
        for (; number > 0 || end - at < least; number /= 10)
            digits[--at] = (char)('0' + (number % 10));
        output.Write(digits, at, digits.Length - at);
    }

    [MethodImpl(Hot.Path)]
    private CsvWriter Plain(string? text)
    {
        Separate();
        output.Write(text);
        return this;
    }

    [MethodImpl(Hot.Path)]
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

    [MethodImpl(Hot.Path)]
    private static bool HasQuote(string text)
    {
        foreach (var c in text)
        {
            if (c == '"')
                return true;
        }
        return false;
    }
}
