using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Reads the times of log events in all formats, in UTC and rounded down to milliseconds.</summary>
internal static class LogTime
{
    private const int SecondsLength = 19;

    // Only 13 digits are milliseconds since 1970: seconds have ten digits, and microseconds 16.
    private const long First = 1_000_000_000_000;
    private const long Last = 9_999_999_999_999;

    /// <summary>The form of a time's zone.</summary>
    public enum Zone { None, Utc, Offset }

    /// <summary>Reads milliseconds since 1970, ISO 8601 (also with a space), or Windows PowerShell's <c>/Date(milliseconds)/</c>; from 2001 to 2286.</summary>
    /// <returns>The time; null for any other text, such as seconds, a time without a date, or a date in the order of a culture.</returns>
    public static DateTimeOffset? Read(string value)
    {
        value = value.Trim();
        if (value.StartsWith("/Date(", StringComparison.Ordinal) && value.EndsWith(")/", StringComparison.Ordinal))
            value = value.Substring(6, value.Length - 8);
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
            return milliseconds is >= First and <= Last ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
        return value is [_, _, _, _, '-', _, _, '-', _, _, 'T' or ' ', _, _, ':', _, _, ..]
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.ToUnixTimeMilliseconds() is >= First and <= Last and var exact
            ? DateTimeOffset.FromUnixTimeMilliseconds(exact)
            : null;
    }

    /// <summary>Reads an ISO 8601 time at the beginning of a line, which white space must follow.</summary>
    /// <returns>The length of the time in characters; 0 if the line does not begin with one.</returns>
    public static int ReadStamp(ReadOnlySpan<char> line, out DateTimeOffset time, out Zone zone)
    {
        (time, zone) = (default, Zone.None);
        if (line.Length <= SecondsLength || line is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', ..])
            return 0;
        var at = SecondsLength;
        if (line[at] == '.')
        {
            do
                at++;
            while (at < line.Length && line[at] is >= '0' and <= '9');
        }
        var end = ZoneEnd(line, at, out zone);
        return end < line.Length && char.IsWhiteSpace(line[end]) && Parse(line.Slice(0, end), zone, out time) ? end : 0;
    }

    private static int ZoneEnd(ReadOnlySpan<char> line, int at, out Zone zone)
    {
        const int OffsetLength = 6;
        zone = at >= line.Length ? Zone.None : line[at] == 'Z' ? Zone.Utc : line[at] is '+' or '-' ? Zone.Offset : Zone.None;
        return at + (zone switch { Zone.Utc => 1, Zone.Offset => OffsetLength, _ => 0 });
    }

    private static bool Parse(ReadOnlySpan<char> text, Zone zone, out DateTimeOffset time)
    {
        time = default;
        if (zone == Zone.Offset && !text.EndsWith("+00:00".AsSpan()))
            return DateTimeOffset.TryParse(text.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time) && Cut(ref time);
        var (year, month, day) = (Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2));
        var (hour, minute, second) = (Number(text, 11, 2), Number(text, 14, 2), Number(text, 17, 2));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }
        time = new DateTimeOffset(year, month, day, hour, minute, second, Milliseconds(text), TimeSpan.Zero);
        return true;
    }

    private static bool Cut(ref DateTimeOffset time)
    {
        time = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
        return true;
    }

    private static int Milliseconds(ReadOnlySpan<char> text)
    {
        var milliseconds = 0;
        for (var i = 1; i <= 3; i++)
        {
            var digit = text.Length > SecondsLength + i && text[SecondsLength] == '.' ? text[SecondsLength + i] - '0' : 0;
            milliseconds = (milliseconds * 10) + (digit is >= 0 and <= 9 ? digit : 0);
        }
        return milliseconds;
    }

    private static int Number(ReadOnlySpan<char> text, int at, int digits)
    {
        var number = 0;
        foreach (var c in text.Slice(at, digits))
        {
            if (c is < '0' or > '9')
                return -1;
            number = (number * 10) + (c - '0');
        }
        return number;
    }
}
