using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Writes numbers, times and rules for reports.</summary>
internal static class Words
{
    public static string Number(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "unknown time";

    /// <summary>Writes a time in UTC, and in another zone beside it unless the zone has the same time.</summary>
    public static string Time(DateTimeOffset? time, TimeZoneInfo? zone)
    {
        if (time is not { } known || zone is null || zone.GetUtcOffset(known) is var offset && offset == TimeSpan.Zero)
            return Time(time);
        var local = TimeZoneInfo.ConvertTime(known, zone);
        var format = local.Date == known.UtcDateTime.Date ? "HH:mm:ss zzz" : "yyyy-MM-dd HH:mm:ss zzz";
        return $"{Time(known)} ({local.ToString(format, CultureInfo.InvariantCulture)})";
    }

    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Plural(long count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Length(TimeSpan length) =>
        length.TotalSeconds < 60 || length.Seconds != 0 ? Plural((long)length.TotalSeconds, "second")
        : length.TotalMinutes < 120 ? Plural((long)length.TotalMinutes, "minute")
        : length.Minutes != 0 ? $"{Plural((long)length.TotalHours, "hour")} {Plural(length.Minutes, "minute")}"
        : length.TotalHours < 48 || length.Hours != 0 ? Plural((long)length.TotalHours, "hour")
        : Plural((long)length.TotalDays, "day");

    /// <summary>Writes a length after "each".</summary>
    public static string Each(TimeSpan length) =>
        length == TimeSpan.FromMinutes(1) ? "minute" : length == TimeSpan.FromHours(1) ? "hour" : length == TimeSpan.FromDays(1) ? "day" : Length(length);

    /// <summary>Writes a rule, such as "more than 5 failed logins in 5 minutes, in 2 of 3 periods".</summary>
    public static string Rule(AlarmRule rule)
    {
        var comparison = rule.Comparison switch
        {
            AlarmComparison.GreaterThanThreshold => "more than ",
            AlarmComparison.GreaterThanOrEqualToThreshold => "at least ",
            AlarmComparison.LessThanThreshold => "fewer than ",
            _ => "at most ",
        };
        var period = rule.Period is { } length ? $" in {Length(length)}" : "";
        var periods = rule.EvaluationPeriods > 1 ? $", in {rule.DatapointsToAlarm} of {rule.EvaluationPeriods} periods" : "";
        return $"{comparison}{Number(rule.Threshold)} {(rule.Threshold == 1 ? "failed login" : "failed logins")}{period}{periods}";
    }

    public static string Source(WindowSource source) => source switch
    {
        WindowSource.StateReasonData => "as the alarm evaluated it",
        WindowSource.History => "as the alarm evaluated it, from its history",
        WindowSource.Estimated => "ESTIMATED from the time of the state change; it can be off by some minutes",
        WindowSource.FollowUp => "the latest periods, since the alarm has stayed in ALARM",
        WindowSource.Requested => "as requested",
        _ => "all input",
    };
}
