using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalAws.Schedules;

/// <summary>When a rule fires: rate(5 minutes) or cron(0 12 * * ? *).</summary>
internal static partial class ScheduleExpression
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static bool IsValid(string text) => Rate().Match(text) is { Success: true } rate ? IsRate(rate) : Cron().Match(text) is { Success: true } cron && IsCron(cron.Groups["fields"].Value.Split(' '));

    /// <summary>One is written without the plural's s, more with it.</summary>
    private static bool IsRate(Match rate) =>
        int.TryParse(rate.Groups["value"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 && value == 1 != rate.Groups["s"].Success;

    /// <summary>Minutes, hours, day of the month, month, day of the week, year; of the two days exactly one is left open with a question mark.</summary>
    private static bool IsCron(string[] fields) => fields is [var minutes, var hours, var dayOfMonth, var month, var dayOfWeek, var year]
        && IsField(minutes, 0, 59) && IsField(hours, 0, 23) && IsField(month, 1, 12, Months) && IsField(year, 1970, 2199)
        && ((dayOfMonth == "?" && IsDayOfWeek(dayOfWeek)) || (dayOfWeek == "?" && IsDayOfMonth(dayOfMonth)));

    private static bool IsDayOfMonth(string text) => text is "L" or "LW" || (text.EndsWith('W') && IsNumber(text[..^1], 1, 31, [])) || IsField(text, 1, 31);

    private static bool IsDayOfWeek(string text) => text is "L" || (text.EndsWith('L') && IsNumber(text[..^1], 1, 7, Days))
        || (text.Split('#') is [var day, var week] && IsNumber(day, 1, 7, Days) && IsNumber(week, 1, 5, [])) || IsField(text, 1, 7, Days);

    private static bool IsField(string text, int min, int max, params string[] names) => text.Split(',').All(item => item.Split('/') switch
    {
        [var range] => IsRange(range, min, max, names),
        [var range, var step] => IsRange(range, min, max, names) && IsNumber(step, 1, max, []),
        _ => false,
    });

    private static bool IsRange(string text, int min, int max, string[] names) => text == "*" || text.Split('-') is { Length: <= 2 } ends && ends.All(end => IsNumber(end, min, max, names));

    private static bool IsNumber(string text, int min, int max, string[] names) => names.Contains(text, StringComparer.OrdinalIgnoreCase)
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max);

    [GeneratedRegex(@"\Arate\((?<value>\d+) (minute|hour|day)(?<s>s)?\)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"\Acron\((?<fields>[^()]+)\)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cron();
}
