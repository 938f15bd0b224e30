namespace AwsLoginAudit;

/// <summary>Finds settings that the agent accepts but that prevent failed logins from being counted, or from being counted per machine.</summary>
public static class AgentConfigurationWarnings
{
    // Event 4625 is a failed logon on the machine itself. The other ids are mostly logged by domain controllers.
    private const int Logon = 4625;

    /// <summary>Finds possible mistakes in a configuration that <see cref="AgentConfigurationCheck.Check"/> accepts.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="logGroupName">The log group in which failed logins are searched.</param>
    /// <returns>
    /// A warning for each of these: a log stream that machines share, another log group, event ids of failed logins that are not sent (only if 4625 is
    /// among them), and event ids that supported versions of Windows never log.
    /// </returns>
    /// <exception cref="LoginAuditException">InvalidConfiguration; the message gives the place in the JSON.</exception>
    public static IReadOnlyList<string> Find(string json, string logGroupName)
    {
        var items = AgentConfigurationCheck.ReadItems(json);
        return [.. items.Select(SharedStream).Concat(items.Select(item => OtherLogGroup(item, logGroupName))).OfType<string>(), .. NotSent(items), .. Legacy(items)];
    }

    // All placeholders of the agent are in braces, and the agent replaces them with values of its own machine.
    private static string? SharedStream(AgentItem item) => item.LogStreamName.IndexOf('{') >= 0
        ? null
        : $"The agent's configuration sends the events of all machines to one log stream, {SafeText.Show(item.LogStreamName)} (log_stream_name of {item.Place}). Failed logins cannot be counted per instance there. "
            + $"Use a placeholder: {AgentConfiguration.InstanceIdStream} on EC2 instances, {AgentConfiguration.HostNameStream} on other machines.";

    private static string? OtherLogGroup(AgentItem item, string logGroupName) => item.LogGroupName switch
    {
        null => $"The agent's configuration has no log_group_name at {item.Place}, and the agent requires one. Set it to {logGroupName}.",
        var other when other != logGroupName =>
            $"The agent's configuration sends events to log group {SafeText.Show(other)} (log_group_name of {item.Place}), not to {logGroupName}. An alarm on {logGroupName} does not count them. "
                + $"Correct log_group_name, or use log group {SafeText.Show(other)} for this command, the alarm and reading.",
        _ => null,
    };

    private static IEnumerable<string> NotSent(IReadOnlyList<AgentItem> items)
    {
        var missing = FailedLogin.EventId.Where(id => !items.Any(item => item.MaySend(id))).ToList();
        if (missing.Contains(Logon))
        {
            yield return $"The agent's configuration does not send the failed logins with the event ids {string.Join(", ", missing)}, so they are not counted. "
                + $"Event {Logon} is a failed logon on the machine itself. Add the ids to event_ids, and check event_levels and filters.";
        }
    }

    private static IEnumerable<string> Legacy(IEnumerable<AgentItem> items) =>
        items.SelectMany(item => item.Ids).Where(FailedLoginId.IsLegacy).Distinct().OrderBy(id => id).Select(id => $"The agent's configuration contains an event id that Windows no longer uses. {FailedLoginId.WhyNever(id)}");
}
