namespace AwsLoginAudit;

/// <summary>The status of the CloudWatch agent, as its control script prints it for the action "status".</summary>
/// <param name="IsRunning">Whether the agent is running.</param>
/// <param name="IsConfigured">Whether the agent has a configuration.</param>
/// <param name="Version">The agent's version; null if the script does not print it.</param>
public sealed record AgentStatus(bool IsRunning, bool IsConfigured, string? Version)
{
    /// <summary>Reads the output of the control script. An administrator of the machine can make the script print any text.</summary>
    /// <param name="output">The whole output of the script.</param>
    /// <returns>The status; null if the output contains no JSON object.</returns>
    public static AgentStatus? Read(string output)
    {
        var (start, end) = (output.IndexOf('{'), output.LastIndexOf('}'));
        if (start < 0 || end < start)
            return null;
        using var document = JsonMembers.Open(output.Substring(start, end - start + 1), out _);
        return document?.RootElement is not { } root ? null : new AgentStatus(root.Text("status") == "running", root.Text("configstatus") != "not configured", root.Text("version"));
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(AgentStatus), PrintMembers);
}
