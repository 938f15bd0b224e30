using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Commands;

/// <summary>Converts a duration: 30m, 24h, 7d, 1h30m, 2:00 (hours and minutes), 1.00:00 (days before the point), or a TimeSpan.</summary>
/// <remarks>
/// PowerShell converts 24 to 24 ticks of 100 nanoseconds, and '24:00:00' to 24 days. A window of ticks contains no event, and its report would show no failed
/// logins. A number without a unit and a duration under a second are therefore errors.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    private const string Examples = "Write '30m', '24h', '7d', '2:00' (2 hours) or '1.00:00' (1 day), or give a TimeSpan.";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    // A hundred years is longer than any log, and can be subtracted from the current date.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    private static readonly string[] Clock = [@"h\:m", @"h\:m\:s", @"h\:m\:s\.FFFFFFF", @"d\.h\:m", @"d\.h\:m\:s", @"d\.h\:m\:s\.FFFFFFF"];

    // Hours above 23 in clock format, or a number of weeks. The error suggests the accepted format.
    private static readonly Regex Meant = new(
        @"^((?<h>\d{1,4}):(?<m>[0-5]?\d)(:0?0)?|(?<w>\d{1,4})w)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Regex Units = new(
        @"^(?=\d)((?<d>\d{1,7})d)?((?<h>\d{1,7})h)?((?<m>\d{1,7})m)?((?<s>\d{1,7})s)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is TimeSpan given)
            return InRange(given, given.ToString("c", CultureInfo.InvariantCulture));
        // PowerShell parses 7d and 90s as numbers (decimal, short). Their text is what was typed.
        var text = LanguagePrimitives.ConvertTo<string>(inputData).Trim();
        return InRange(Read(text), text);
    }

    private static TimeSpan Read(string text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw new ArgumentTransformationMetadataException($"The number {text} has no unit, such as hours or minutes. {Examples}");
        if (Units.Match(text) is { Success: true } match)
            return new TimeSpan(Number(match, "d"), Number(match, "h"), Number(match, "m"), Number(match, "s"));
        if (TimeSpan.TryParseExact(text, Clock, CultureInfo.InvariantCulture, out var span))
            return span;
        throw new ArgumentTransformationMetadataException(
            text.StartsWith("-", StringComparison.Ordinal) ? $"'{text}' is negative. {Examples}" : $"'{text}' is not a length of time. {Hint(text)}{Examples}");
    }

    private static string Hint(string text)
    {
        if (Meant.Match(text) is not { Success: true } match)
            return "";
        if (match.Groups["w"].Success)
            return $"A week is 7 days: write '{Number(match, "w") * 7}d'. ";
        var minutes = Number(match, "m");
        return $"Before a colon, hours can be 0 to 23: write '{Number(match, "h")}h{(minutes == 0 ? "" : $"{minutes}m")}'. ";
    }

    private static TimeSpan InRange(TimeSpan span, string text) => span < Shortest
        ? throw new ArgumentTransformationMetadataException(
            $"'{text}' is less than 1 second. PowerShell converts a number without a unit to ticks of 100 nanoseconds. {Examples}")
        : span > Longest
            ? throw new ArgumentTransformationMetadataException($"'{text}' is more than 36,500 days. {Examples}")
            : span;

    private static int Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true } digits ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;
}
