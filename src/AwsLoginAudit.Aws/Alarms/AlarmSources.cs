namespace AwsLoginAudit.Aws;

/// <summary>The log groups that an alarm was created for, as its description lists them.</summary>
/// <remarks>
/// Whoever may call logs:PutMetricFilter on any log group can feed the alarm's metric from there. The description changes only by
/// cloudwatch:PutMetricAlarm, so it tells the alarm's own log groups from others.
/// </remarks>
internal static class AlarmSources
{
    private const string Label = " Log groups: ";
    private const string Separator = ", ";

    // AlarmDescription of PutMetricAlarm (CloudWatch API Reference).
    private const int LongestDescription = 1024;

    /// <summary>A description that lists a log group too. One that has no room for the log group stays as it is.</summary>
    public static string Add(string description, string logGroupName)
    {
        var listed = In(description);
        if (listed.Contains(logGroupName, StringComparer.Ordinal))
            return description;
        var longer = description + (listed.Length == 0 ? Label : Separator) + logGroupName;
        return longer.Length <= LongestDescription ? longer : description;
    }

    /// <summary>The log groups among some that a description does not list; none if it lists no log group at all.</summary>
    public static IReadOnlyList<string> Foreign(string? description, IEnumerable<string> logGroupNames) =>
        In(description ?? "") is { Length: > 0 } listed ? [.. logGroupNames.Except(listed, StringComparer.Ordinal)] : [];

    // Neither a comma nor a space can be in the name of a log group.
    private static string[] In(string description) =>
        description.LastIndexOf(Label, StringComparison.Ordinal) is >= 0 and var at
            ? description.Substring(at + Label.Length).Split([Separator], StringSplitOptions.RemoveEmptyEntries)
            : [];
}
