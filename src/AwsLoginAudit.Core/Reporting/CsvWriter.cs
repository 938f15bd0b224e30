using System.Globalization;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Writes CSV (RFC 4180). All cells are quoted, and no cell is a formula in a spreadsheet.</summary>
internal sealed class CsvWriter(TextWriter output)
{
    // A cell of a spreadsheet holds 32,767 characters, and an apostrophe before each formula can add half of the text's length.
    private const int LongestCell = 16_000;

    private readonly char[] digits = new char[12];

    // Most values equal the value in the row before, and the parser returns the same string object for them, so each column keeps its latest cell.
    private readonly (string? Text, string? Cell)[] latest = new (string?, string?)[16];
    private int column;
    private long day = -1;
    private string date = "";

    /// <summary>Writes a row of column names.</summary>
    public void Header(params string[] names)
    {
        foreach (var name in names)
            Add(name);
        EndRow();
    }

    /// <summary>Writes a cell with untrusted text.</summary>
    [MethodImpl(Hot.Path)]
    public CsvWriter Add(string? text)
    {
        ref var known = ref latest[column % latest.Length];
        if (!ReferenceEquals(known.Text, text))
            known = (text, Quoted(SafeCell.Show(text, LongestCell)));
        return Plain(known.Cell);
    }

    /// <summary>Writes a cell with a time, UTC.</summary>
    [MethodImpl(Hot.Path)]
    public CsvWriter Add(DateTimeOffset? time)
    {
        Begin();
        if (time is not { } known)
            return End();
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
        return End();
    }

    /// <summary>Writes a cell with an integer.</summary>
    [MethodImpl(Hot.Path)]
    public CsvWriter Add(long? number)
    {
        Begin();
        if (number is >= 0 and <= int.MaxValue)
            WriteDigits((int)number, 1);
        else
            output.Write(number?.ToString(CultureInfo.InvariantCulture));
        return End();
    }

    /// <summary>Writes a cell with a number.</summary>
    public CsvWriter Add(double? number) => Plain(number?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a cell with True or False.</summary>
    [MethodImpl(Hot.Path)]
    public CsvWriter Add(bool value) => Plain(value ? "True" : "False");

    [MethodImpl(Hot.Path)]
    public void EndRow()
    {
        output.Write("\r\n");
        column = 0;
    }

    // .NET's own formatting is as fast, but not in its first calls (see Hot).
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
        Begin();
        output.Write(text);
        return End();
    }

    [MethodImpl(Hot.Path)]
    private void Begin()
    {
        output.Write(column == 0 ? "\"" : ",\"");
        column++;
    }

    [MethodImpl(Hot.Path)]
    private CsvWriter End()
    {
        output.Write('"');
        return this;
    }

    [MethodImpl(Hot.Path)]
    private static string Quoted(string text)
    {
        foreach (var c in text)
        {
            if (c == '"')
                return text.Replace("\"", "\"\"");
        }
        return text;
    }
}
