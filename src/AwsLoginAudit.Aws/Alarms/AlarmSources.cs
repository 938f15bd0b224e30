using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The list of an alarm's log groups in its description, with the failures that it counts in each.</summary>
/// <remarks>
/// An identity with logs:PutMetricFilter can feed the alarm's metric from any log group, and change the alarm's own filters. Only cloudwatch:PutMetricAlarm
/// changes the description, so it identifies the log groups that the alarm was created for.
/// </remarks>
internal static class AlarmSources
{
    private const string Label = " Log groups: ";
    private const string Separator = ", ";

    // The maximum length of AlarmDescription (PutMetricAlarm, CloudWatch API Reference).
    private const int LongestDescription = 1024;

    /// <summary>Adds a log group to the list of a description, such as "/servers (4625 4771)", or updates it.</summary>
    /// <exception cref="LoginAuditException">DescriptionTooLong: the log group does not fit, and without an entry its metric filters would be
    /// foreign.</exception>
    public static string Add(string description, string logGroupName, AlarmedFailures counted)
    {
        var listed = Entries(description);
        var entry = counted.Note is { Length: > 0 } note ? $"{logGroupName} ({note})" : logGroupName;
        var at = listed.FindIndex(one => NameIn(one) == logGroupName);
        if (at >= 0)
            listed[at] = entry;
        else
            listed.Add(entry);
        var before = description.LastIndexOf(Label, StringComparison.Ordinal) is >= 0 and var start ? description.Substring(0, start) : description;
        var longer = before + Label + string.Join(Separator, listed);
        return longer.Length <= LongestDescription ? longer : throw new LoginAuditException(
            LoginAuditError.DescriptionTooLong,
            $"The description of the alarm lists its log groups, and {logGroupName} does not fit: CloudWatch accepts {LongestDescription} characters. Shorten the description, or create another alarm.",
            logGroupName,
            remedies: [LoginAuditRemedy.Change(RemedySetting.AlarmName)]);
    }

    /// <summary>
    /// Whether a metric filter that feeds the metric of an alarm was not created with the alarm. Always false for an alarm that lists no log groups.
    /// </summary>
    public static bool IsForeign(MetricFilter filter, string alarmName, string? description) => In(description ?? "") is { Length: > 0 } listed
        && !(listed.Contains(filter.LogGroupName, StringComparer.Ordinal) && MetricFilterPlan.IsExact(filter, alarmName));

    /// <summary>Whether a description lists log groups in the form that this module writes.</summary>
    public static bool HasAny(string? description) => In(description ?? "").Length > 0;

    /// <summary>Whether a description lists a log group.</summary>
    public static bool Has(string? description, string logGroupName) => In(description ?? "").Contains(logGroupName, StringComparer.Ordinal);

    /// <summary>The log groups that a description does not list; none if the description lists no log groups at all.</summary>
    public static IReadOnlyList<string> Foreign(string? description, IEnumerable<string> logGroupNames) =>
        In(description ?? "") is { Length: > 0 } listed ? [.. logGroupNames.Except(listed, StringComparer.Ordinal)] : [];

    /// <summary>The failures that an alarm counts in a log group; null if the description does not say.</summary>
    public static AlarmedFailures? Counted(string? description, string logGroupName) =>
        Entries(description ?? "").Find(entry => NameIn(entry) == logGroupName) is { } entry
            ? AlarmedFailures.Read(entry.Substring(logGroupName.Length).Trim(' ', '(', ')'))
            : null;

    /// <summary>The log groups that a description lists.</summary>
    public static string[] In(string description) => [.. Entries(description).Select(NameIn)];

    // The name of a log group can contain neither a comma nor a space.
    private static List<string> Entries(string description) =>
        description.LastIndexOf(Label, StringComparison.Ordinal) is >= 0 and var at
            ? [.. description.Substring(at + Label.Length).Split([Separator], StringSplitOptions.RemoveEmptyEntries)]
            : [];

    private static string NameIn(string entry) => entry.Split(' ')[0];
}
