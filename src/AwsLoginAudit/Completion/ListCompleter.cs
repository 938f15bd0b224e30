using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Completes a parameter from a list of values that this machine knows.</summary>
internal abstract class ListCompleter : IArgumentCompleter
{
    /// <summary>The values, in the order in which they are offered.</summary>
    protected abstract IEnumerable<KnownName> Values { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        return [.. Values.Where(word.Fits).Select(word.Complete).OfType<CompletionResult>()];
    }
}

/// <summary>Days that CloudWatch Logs keeps events for.</summary>
internal sealed class RetentionCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values =>
        AgentConfiguration.RetentionDays.Select(days => new KnownName(days.ToString(CultureInfo.InvariantCulture), null, $"{days} days"));
}

/// <summary>Event ids that can be a failed login.</summary>
internal sealed class FailedLoginIdCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values =>
        FailedLogin.EventId.Select(id => new KnownName(id.ToString(CultureInfo.InvariantCulture), null, $"Event {id}"));
}

/// <summary>Lengths of time, as examples of how they are written.</summary>
internal sealed class DurationCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values =>
    [
        new("30m", null, "30 minutes"), new("1h", null, "1 hour"), new("2h", null, "2 hours"), new("24h", null, "24 hours"), new("7d", null, "7 days"),
    ];
}

/// <summary>Periods of an alarm.</summary>
internal sealed class PeriodCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values =>
    [
        new("1m", null, "1 minute"), new("5m", null, "5 minutes"), new("15m", null, "15 minutes"), new("1h", null, "1 hour"), new("24h", null, "24 hours"),
    ];
}

/// <summary>Regions that the AWS SDK knows.</summary>
internal sealed class RegionCompleter : ListCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values => AwsConnection.KnownRegions;
}

/// <summary>Profiles of the shared files and of the SDK's store.</summary>
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
                // The files are the user's and may hold anything. A cmdlet that is run says what is wrong with them.
                return [];
            }
        }
    }
}
