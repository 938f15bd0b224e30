using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of completers with a list of local values.</summary>
internal abstract class ListCompleter : IArgumentCompleter
{
    /// <summary>The values in the order of the completion.</summary>
    protected abstract IEnumerable<KnownName> Values { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        return [.. Values.Where(word.Fits).Select(word.Complete).OfType<CompletionResult>()];
    }
}

/// <summary>Completes retention periods of CloudWatch Logs, in days.</summary>
internal sealed class RetentionCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values =>
        AgentConfiguration.RetentionDays.Select(days => new KnownName(days.ToString(CultureInfo.InvariantCulture), null, $"{days} days"));
}

/// <summary>Completes event ids of failed logins.</summary>
internal sealed class FailedLoginIdCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values =>
        FailedLogin.EventId.Select(id => new KnownName(id.ToString(CultureInfo.InvariantCulture), null, $"Event {id}"));
}

/// <summary>Completes durations, as examples of the format.</summary>
internal sealed class DurationCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values =>
    [
        new("30m", null, "30 minutes"), new("1h", null, "1 hour"), new("2h", null, "2 hours"), new("24h", null, "24 hours"), new("7d", null, "7 days"),
    ];
}

/// <summary>Completes periods of an alarm.</summary>
internal sealed class PeriodCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values =>
    [
        new("1m", null, "1 minute"), new("5m", null, "5 minutes"), new("15m", null, "15 minutes"), new("1h", null, "1 hour"), new("24h", null, "24 hours"),
    ];
}

/// <summary>Completes Regions that the AWS SDK knows.</summary>
internal sealed class RegionCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values => AwsConnection.KnownRegions;
}

/// <summary>Completes profiles of the shared files and of the SDK's store.</summary>
internal sealed class ProfileCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values
    {
        get
        {
            try
            {
                return Profiles.List();
            }
            catch (Exception)
            {
                // The user's profile files can be invalid. The cmdlet reports the error when it is run.
                return [];
            }
        }
    }
}
