using System.Globalization;

namespace AwsLoginAudit;

/// <summary>What the module's views show of a value: the same text with everything that a terminal would obey made visible.</summary>
/// <remarks>Called by AwsLoginAudit.format.ps1xml.</remarks>
public static class ViewText
{
    /// <summary>Text from an event.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its text, escaped.</returns>
    public static string Safe(object? value) => SafeText.Show(Convert.ToString(value, CultureInfo.CurrentCulture));

    /// <summary>A time, in UTC.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Such as 2026-11-23 06:50:00Z.</returns>
    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The reason of a failure, or what else is known of it.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>The reason, escaped; a mark where the event is suspicious.</returns>
    public static string Reason(LoginAuditFailure failure)
    {
        var reason = failure.Reason ?? (failure.EventId is { } id ? string.Format(CultureInfo.InvariantCulture, "event {0}", id) : "");
        return SafeText.Show(failure.Suspicious ? "(!) " + reason : reason);
    }

    /// <summary>The most frequent value of a list.</summary>
    /// <param name="tallies">The list.</param>
    /// <returns>Its name, escaped, and how many others there are.</returns>
    public static string Top(IReadOnlyList<LoginAuditTally> tallies) => tallies.Count switch
    {
        0 => "",
        1 => SafeText.Show(tallies[0].Name),
        _ => string.Format(CultureInfo.CurrentCulture, "{0} (+{1})", SafeText.Show(tallies[0].Name, 40), tallies.Count - 1),
    };

    /// <summary>The values of the fields that an event gives more than once.</summary>
    /// <param name="conflicts">The fields.</param>
    /// <returns>Names and values, escaped.</returns>
    public static string Conflicts(IReadOnlyDictionary<string, IReadOnlyList<string>> conflicts) =>
        SafeText.Show(string.Join("; ", conflicts.Select(field => $"{field.Key}: {string.Join(" | ", field.Value)}")));

    /// <summary>The log groups whose failures an alarm counts.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <returns>Their names, escaped.</returns>
    public static string LogGroups(LoginAuditAlarm alarm) => SafeText.Show(string.Join(", ", alarm.MetricFilter.Select(filter => filter.LogGroupName).Distinct()));

    /// <summary>Several values, such as addresses.</summary>
    /// <param name="values">The values.</param>
    /// <returns>All of them, escaped.</returns>
    public static string Several(IReadOnlyList<string> values) => SafeText.Show(string.Join(", ", values));

    /// <summary>What became of resources.</summary>
    /// <param name="changes">The resources.</param>
    /// <returns>Such as "2 created, 1 updated"; "none" where nothing had to change.</returns>
    public static string Changes(IReadOnlyList<LoginAuditChange> changes)
    {
        var counts = changes.Where(change => change.Action != LoginAuditChangeAction.Unchanged).GroupBy(change => change.Action)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}").ToList();
        return counts.Count > 0 ? string.Join(", ", counts) : changes.Count > 0 ? "none" : "";
    }
}
