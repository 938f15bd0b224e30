namespace AwsLoginAudit;

/// <summary>What the control script of the CloudWatch agent answers to "status".</summary>
/// <param name="IsRunning">Whether the agent runs.</param>
/// <param name="IsConfigured">Whether the agent has a configuration.</param>
/// <param name="Version">The agent's version; null if the script does not say.</param>
public sealed record AgentStatus(bool IsRunning, bool IsConfigured, string? Version)
{
    /// <summary>Reads the answer. An administrator of the machine can write any text there.</summary>
    /// <param name="output">All that the script wrote.</param>
    /// <returns>The status; null if there is no JSON object in the output.</returns>
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
