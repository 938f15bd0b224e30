using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Which parameter each agent was configured from last, as far as Run Command remembers (30 days).</summary>
internal sealed class ConfigurationHistory(AwsSession session)
{
    private const int PageSize = 50;

    /// <summary>Parameter names by instance id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var configured = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (commandId, parameterName) in await CommandsAsync(cancellationToken))
        {
            var request = new ListCommandInvocationsRequest { CommandId = commandId, MaxResults = PageSize };
            do
            {
                var page = await session.CallAsync(
                    "ssm:ListCommandInvocations", commandId, () => session.SystemsManager.ListCommandInvocationsAsync(request, cancellationToken));
                foreach (var invocation in page.CommandInvocations ?? [])
                {
                    if (invocation.Status == CommandInvocationStatus.Success)
                        configured[invocation.InstanceId] = parameterName;
                }
                request.NextToken = page.NextToken;
            }
            while (!string.IsNullOrEmpty(request.NextToken));
        }
        return configured;
    }

    // Oldest first, so that the latest is what stays.
    private async Task<IEnumerable<(string Id, string ParameterName)>> CommandsAsync(CancellationToken cancellationToken)
    {
        var found = new List<Command>();
        var request = new ListCommandsRequest
        {
            Filters = [new CommandFilter { Key = CommandFilterKey.DocumentName, Value = AgentCommand.Status.Document }],
            MaxResults = PageSize,
        };
        do
        {
            var page = await session.CallAsync("ssm:ListCommands", AgentCommand.Status.Document, () => session.SystemsManager.ListCommandsAsync(request, cancellationToken));
            found.AddRange(page.Commands ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found.OrderBy(command => command.RequestedDateTime)
            .Select(command => (command.CommandId, ConfigurationName(command)))
            .Where(pair => pair.Item2.Length > 0);
    }

    private static string ConfigurationName(Command command)
    {
        string Value(string name) => command.Parameters?.TryGetValue(name, out var values) == true ? values.FirstOrDefault() ?? "" : "";
        return Value("action") is "configure" or "configure (append)" ? Value("optionalConfigurationLocation") : "";
    }
}
