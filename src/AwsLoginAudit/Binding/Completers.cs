using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Completes a parameter from a list of values that is known.</summary>
public abstract class ListCompleter : IArgumentCompleter
{
    /// <summary>The values, in the order in which they are offered.</summary>
    protected abstract IEnumerable<string> Values { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Values.Where(value => value.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)).Select(value => new CompletionResult(value));
}

/// <summary>Days that CloudWatch Logs keeps events for.</summary>
public sealed class RetentionCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values => AgentConfiguration.RetentionDays.Select(days => days.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Regions that the AWS SDK knows.</summary>
public sealed class RegionCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values => AwsConnection.KnownRegions;
}
