using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace AwsLoginAudit;

/// <summary>Formats values for the module's views. All control characters are escaped, so that a terminal does not execute them.</summary>
/// <remarks>
/// AwsLoginAudit.format.ps1xml calls these methods, also for copies of objects from a job or another computer.
/// </remarks>
public static class ViewText
{
    private const string More = ", …";

    /// <summary>Formats text from an event.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text, escaped.</returns>
    public static string Safe(object? value) => SafeText.Show(Convert.ToString(value, CultureInfo.CurrentCulture));

    /// <summary>Formats a time in UTC.</summary>
    /// <param name="time">The time.</param>
    /// <returns>A text such as 2026-11-23 06:50:00Z; empty without a time.</returns>
    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Formats a time in UTC without the year.</summary>
    /// <param name="time">The time.</param>
    /// <returns>A text such as 11-23 06:50:00; empty without a time.</returns>
    public static string ShortTime(DateTimeOffset? time) => time?.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Formats the account of an event.</summary>
    /// <param name="account">The account.</param>
    /// <param name="kind">The kind of event; null in a copy from an earlier version, which had failed logins only.</param>
    /// <param name="suspicious">Whether the event is suspicious.</param>
    /// <param name="host">The host that shows the text.</param>
    /// <returns>The account, escaped, with a mark for other audit failures, and a mark and a colour for suspicious events.</returns>
    public static string Account(string? account, LoginAuditEventKind? kind, bool suspicious, PSHost host)
    {
        var shown = kind == LoginAuditEventKind.OtherAuditFailure ? "(other) " + SafeText.Name(account) : SafeText.Name(account);
        return suspicious ? ViewColour.Paint("(!) " + shown, ViewColour.Warning, host) : shown;
    }

    /// <summary>Formats the reason of a failure, or its event id if there is no reason.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="eventId">The event id.</param>
    /// <returns>The reason, escaped.</returns>
    public static string Reason(string? reason, int? eventId) => SafeText.Show(
        string.IsNullOrEmpty(reason) && eventId is { } id ? string.Format(CultureInfo.InvariantCulture, "event {0}", id) : reason);

    /// <summary>Formats the logon type of a successful login, or its event id if it has none.</summary>
    /// <param name="logonTypeName">The name of the logon type.</param>
    /// <param name="eventId">The event id.</param>
    /// <param name="isPrivileged">Whether the session has administrative privileges.</param>
    /// <returns>The text, escaped, with a mark for administrative privileges.</returns>
    public static string Logon(string? logonTypeName, int? eventId, bool isPrivileged) => (isPrivileged ? "(admin) " : "") + Reason(logonTypeName, eventId);

    /// <summary>Formats a value of a count.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isOver">Whether the count is over its threshold.</param>
    /// <param name="host">The host that shows the text.</param>
    /// <returns>The text, escaped; in colour if the count is over its threshold.</returns>
    public static string OfCount(object? value, bool isOver, PSHost host) =>
        isOver ? ViewColour.Paint(Safe(value), ViewColour.Alert, host) : Safe(value);

    /// <summary>Formats the name of a count.</summary>
    /// <param name="instanceId">The instance; null for any other grouping.</param>
    /// <param name="name">The name, in quotation marks if it could be taken for words of the module.</param>
    /// <returns>The name, escaped.</returns>
    public static string Group(string? instanceId, string name) => string.IsNullOrEmpty(instanceId) ? Safe(name) : SafeText.Name(instanceId);

    /// <summary>Formats the number of failures of a count.</summary>
    /// <param name="count">The failures.</param>
    /// <param name="isIncomplete">Whether there may be more.</param>
    /// <returns>The number, followed by a plus sign if there may be more.</returns>
    public static string Count(long count, bool isIncomplete) => string.Format(CultureInfo.CurrentCulture, isIncomplete ? "{0}+" : "{0}", count);

    /// <summary>Formats whether a count is over its threshold.</summary>
    /// <param name="threshold">The threshold; null if there is none.</param>
    /// <param name="isOver">Whether the failures that were read are over the threshold.</param>
    /// <param name="isIncomplete">Whether there may be more failures.</param>
    /// <returns>True or False; a question mark if it is unknown; empty without a threshold.</returns>
    public static string Over(double? threshold, bool isOver, bool isIncomplete) =>
        threshold is null ? "" : isIncomplete && !isOver ? "?" : isOver.ToString();

    /// <summary>Formats a number as a bar on a fixed scale: one block for 1, and two more for each factor of ten.</summary>
    /// <param name="number">The number.</param>
    /// <returns>At most ten blocks.</returns>
    public static string Bar(long number) => ViewBar.Of(number);

    /// <summary>Formats the most frequent values of a list.</summary>
    /// <param name="tallies">The list.</param>
    /// <param name="longest">The maximum number of characters.</param>
    /// <returns>As many values as fit, such as "CORP\jdoe (48), …", but always the first one, escaped and shortened.</returns>
    public static string Top(IEnumerable tallies, int longest)
    {
        var all = tallies.Cast<object>().ToList();
        if (all.Count == 0)
            return "";
        var rest = all.Count > 1 ? More : "";
        var shown = WithCount(all[0], longest - rest.Length);
        for (var next = 1; next < all.Count; next++)
        {
            var longer = $"{shown}, {WithCount(all[next], longest)}";
            if (longer.Length + (next < all.Count - 1 ? More.Length : 0) > longest)
                return shown + More;
            shown = longer;
        }
        return shown;
    }

    private static string WithCount(object tally, int longest)
    {
        var count = string.Format(CultureInfo.CurrentCulture, " ({0})", PSObject.AsPSObject(tally).Properties["Count"]?.Value);
        return SafeText.Show(SafeText.Listed(NameOf(tally) ?? ""), longest - count.Length) + count;
    }

    /// <summary>Formats the most frequent value of a list.</summary>
    /// <param name="tallies">The list.</param>
    /// <returns>The name, escaped; empty if the list is empty.</returns>
    public static string First(IEnumerable tallies) => SafeText.Show(tallies.Cast<object>().Select(NameOf).FirstOrDefault());

    /// <summary>Formats all values of a list.</summary>
    /// <param name="tallies">The list.</param>
    /// <returns>The names, escaped, the most frequent first.</returns>
    public static string Names(IEnumerable tallies) => SafeText.List(tallies.Cast<object>().Select(NameOf).OfType<string>());

    // Copies from a job or another computer have the property but another type.
    private static string? NameOf(object tally) => PSObject.AsPSObject(tally).Properties["Name"]?.Value as string;

    /// <summary>Formats the values of the fields that an event contains more than once.</summary>
    /// <param name="conflicts">The fields.</param>
    /// <returns>The names and values, escaped.</returns>
    public static string Conflicts(IReadOnlyDictionary<string, IReadOnlyList<string>> conflicts) =>
        SafeText.Show(string.Join("; ", conflicts.Select(field => $"{field.Key}: {string.Join(" | ", field.Value)}")));

    /// <summary>Formats the log groups whose failures an alarm counts.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <returns>The names, escaped.</returns>
    public static string LogGroups(LoginAuditAlarm alarm) => SafeText.Show(string.Join(", ", alarm.MetricFilters.Select(filter => filter.LogGroupName).Distinct()));

    /// <summary>Formats what an alarm counts.</summary>
    /// <param name="includesOther">Whether it counts other audit failures too.</param>
    /// <returns>"failed logins" or "audit failures".</returns>
    public static string Counts(bool includesOther) => includesOther ? "audit failures" : "failed logins";

    /// <summary>Formats several values, such as addresses.</summary>
    /// <param name="values">The values.</param>
    /// <returns>All values, escaped.</returns>
    public static string Several(IEnumerable values) =>
        SafeText.List(values.Cast<object>().Select(value => Convert.ToString(value, CultureInfo.CurrentCulture) ?? ""));

    /// <summary>Formats the changes of resources.</summary>
    /// <param name="changes">The resources.</param>
    /// <returns>A text such as "2 created, 1 updated", or "none" if all resources are unchanged.</returns>
    public static string Changes(IReadOnlyList<LoginAuditChange> changes)
    {
        var counts = changes.Where(change => change.Action != LoginAuditChangeAction.Unchanged).GroupBy(change => change.Action)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}").ToList();
        return counts.Count > 0 ? string.Join(", ", counts) : changes.Count > 0 ? "none" : "";
    }
}
