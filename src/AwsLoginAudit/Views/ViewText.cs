using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace AwsLoginAudit;

/// <summary>What the module's views show of a value: the same text with everything that a terminal would obey made visible.</summary>
/// <remarks>Called by AwsLoginAudit.format.ps1xml, also for the copies of objects that come from a job or another computer.</remarks>
public static class ViewText
{
    private const string More = ", …";

    /// <summary>Text from an event.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its text, escaped.</returns>
    public static string Safe(object? value) => SafeText.Show(Convert.ToString(value, CultureInfo.CurrentCulture));

    /// <summary>A time, in UTC.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Such as 2026-11-23 06:50:00Z.</returns>
    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A time of this year, in UTC.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Such as 11-23 06:50:00.</returns>
    public static string ShortTime(DateTimeOffset? time) => time?.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The account of a failure.</summary>
    /// <param name="account">The account.</param>
    /// <param name="kind">What the event is; null in a copy of an earlier version, which had failed logins only.</param>
    /// <param name="suspicious">Whether the event is suspicious.</param>
    /// <param name="host">Who shows it.</param>
    /// <returns>The account, escaped; a mark on an other audit failure; a mark and a colour on a suspicious event.</returns>
    public static string Account(string? account, LoginAuditEventKind? kind, bool suspicious, PSHost host)
    {
        var shown = kind == LoginAuditEventKind.OtherAuditFailure ? "(other) " + SafeText.Name(account) : SafeText.Name(account);
        return suspicious ? ViewColour.Paint("(!) " + shown, ViewColour.Warning, host) : shown;
    }

    /// <summary>The reason of a failure, or what else is known of it.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="eventId">The event's id.</param>
    /// <returns>The reason, escaped.</returns>
    public static string Reason(string? reason, int? eventId) => SafeText.Show(
        string.IsNullOrEmpty(reason) && eventId is { } id ? string.Format(CultureInfo.InvariantCulture, "event {0}", id) : reason);

    /// <summary>A value of a count.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isOver">Whether the count is over its limit.</param>
    /// <param name="host">Who shows it.</param>
    /// <returns>Its text, escaped; in colour where the count is over its limit.</returns>
    public static string OfCount(object? value, bool isOver, PSHost host) =>
        isOver ? ViewColour.Paint(Safe(value), ViewColour.Alert, host) : Safe(value);

    /// <summary>The name of a count.</summary>
    /// <param name="instanceId">The instance; null if the count is of something else.</param>
    /// <param name="name">The name, which is in quotation marks already if it could pass for words of the module.</param>
    /// <returns>The name, escaped.</returns>
    public static string Group(string? instanceId, string name) => string.IsNullOrEmpty(instanceId) ? Safe(name) : SafeText.Name(instanceId);

    /// <summary>How many failures a count has.</summary>
    /// <param name="count">The failures.</param>
    /// <param name="isIncomplete">Whether there may be more.</param>
    /// <returns>The number; with a plus where it is the least that it can be.</returns>
    public static string Count(long count, bool isIncomplete) => string.Format(CultureInfo.CurrentCulture, isIncomplete ? "{0}+" : "{0}", count);

    /// <summary>Whether a count is over its threshold.</summary>
    /// <param name="threshold">The threshold; null if there is none.</param>
    /// <param name="isOver">Whether the failures that were read are over it.</param>
    /// <param name="isIncomplete">Whether there may be more failures.</param>
    /// <returns>True or False; a question mark if it is not known; nothing without a threshold.</returns>
    public static string Over(double? threshold, bool isOver, bool isIncomplete) =>
        threshold is null ? "" : isIncomplete && !isOver ? "?" : isOver.ToString();

    /// <summary>A number as a bar, on a scale that is the same everywhere: one block for 1, and two more for each factor of ten.</summary>
    /// <param name="number">The number.</param>
    /// <returns>At most ten blocks.</returns>
    public static string Bar(long number) => ViewBar.Of(number);

    /// <summary>The most frequent values of a list.</summary>
    /// <param name="tallies">The list.</param>
    /// <param name="longest">The most characters.</param>
    /// <returns>As many as there is room for, such as "CORP\jdoe (48), …"; the first one in any case, escaped and cut.</returns>
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

    /// <summary>The most frequent value of a list.</summary>
    /// <param name="tallies">The list.</param>
    /// <returns>Its name, escaped; nothing if the list is empty.</returns>
    public static string First(IEnumerable tallies) => SafeText.Show(tallies.Cast<object>().Select(NameOf).FirstOrDefault());

    /// <summary>All values of a list.</summary>
    /// <param name="tallies">The list.</param>
    /// <returns>Their names, escaped, the most frequent first.</returns>
    public static string Names(IEnumerable tallies) => SafeText.List(tallies.Cast<object>().Select(NameOf).OfType<string>());

    // Copies from a job or another computer have the property, and not the type.
    private static string? NameOf(object tally) => PSObject.AsPSObject(tally).Properties["Name"]?.Value as string;

    /// <summary>The values of the fields that an event gives more than once.</summary>
    /// <param name="conflicts">The fields.</param>
    /// <returns>Names and values, escaped.</returns>
    public static string Conflicts(IReadOnlyDictionary<string, IReadOnlyList<string>> conflicts) =>
        SafeText.Show(string.Join("; ", conflicts.Select(field => $"{field.Key}: {string.Join(" | ", field.Value)}")));

    /// <summary>The log groups whose failures an alarm counts.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <returns>Their names, escaped.</returns>
    public static string LogGroups(LoginAuditAlarm alarm) => SafeText.Show(string.Join(", ", alarm.MetricFilters.Select(filter => filter.LogGroupName).Distinct()));

    /// <summary>What an alarm counts.</summary>
    /// <param name="includesOther">Whether it counts other audit failures too.</param>
    /// <returns>Such as "failed logins".</returns>
    public static string Counts(bool includesOther) => includesOther ? "audit failures" : "failed logins";

    /// <summary>Several values, such as addresses.</summary>
    /// <param name="values">The values.</param>
    /// <returns>All of them, escaped.</returns>
    public static string Several(IEnumerable values) =>
        SafeText.List(values.Cast<object>().Select(value => Convert.ToString(value, CultureInfo.CurrentCulture) ?? ""));

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
