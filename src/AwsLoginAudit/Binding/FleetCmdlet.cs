using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets for many machines. It collects their ids from the pipeline and processes all machines at the end.</summary>
public abstract class FleetCmdlet : AwsCmdlet
{
    /// <summary>The parameter set that selects machines by id.</summary>
    protected const string InstanceIdSet = "InstanceId";

    /// <summary>The parameter set that selects machines by tag.</summary>
    protected const string TagSet = "Tag";

    private readonly List<string> ids = [];
    private ProgressBar? machines;

    /// <summary>Specifies the machines by id: i-… or mi-….</summary>
    [Expected(Expected.InstanceId, Expected.NoWildcards)]
    public abstract string[] InstanceId { get; set; }

    /// <summary>Specifies the machines that have all these tags: a hashtable of keys with one or more values each.</summary>
    public abstract Hashtable Tag { get; set; }

    /// <summary>The title of the progress bar.</summary>
    protected abstract string Activity { get; }

    /// <inheritdoc/>
    protected override void Process() => ids.AddRange(InstanceId);

    /// <summary>
    /// Whether no id and no tag means every managed Windows machine. An empty pipeline, such as of a search without results, means no machine.
    /// </summary>
    protected virtual bool MeansEveryMachine => false;

    /// <inheritdoc/>
    protected override void End()
    {
        var fleet = Find(new FleetSelection(ids, TagValues.Of(Tag), MeansEveryMachine));
        if (fleet.Reachable.Count + fleet.Others.Count == 0)
            WriteNoneFound();
        Work(fleet);
    }

    // Without a message, the missing output would look as if no machine were silent and none had failed.
    private void WriteNoneFound()
    {
        var tags = string.Join(", ", TagValues.Of(Tag).Select(tag => $"{tag.Key}={string.Join(" or ", tag.Value)}"));
        if (tags.Length > 0)
            WriteError(None($"No instance that Systems Manager manages in Region {Session.Region} has the tags {tags}. Tag keys and values are case-sensitive. Check them, -Region and the account."));
        else if (MeansEveryMachine)
            WriteError(None($"Systems Manager manages no Windows instance in Region {Session.Region}. Check -Region and the account. Test-LoginAuditPrerequisite checks the instances."));
        else
            WriteWarning($"{MyInvocation.MyCommand.Name} received no instance id from the pipeline and did nothing.");
    }

    private LoginAuditException None(string message) => new(LoginAuditError.NoInstanceFound, message, Tag);

    private FleetTriage Find(FleetSelection selection)
    {
        using (ShowProgress(ProgressKind.Fleet, Activity, "Listing machines in Systems Manager"))
            return Wait(FleetTriage.AskAsync(Session, selection, StopToken));
    }

    /// <summary>Processes the machines.</summary>
    protected abstract void Work(FleetTriage fleet);

    /// <summary>Handles the result of each machine when it arrives, and shows the progress.</summary>
    protected void PullMachines<T>(IAsyncEnumerable<T> source, Action<T> each)
    {
        using (machines = ShowProgress(ProgressKind.Fleet, Activity, "Sending commands"))
            Pull(source, each);
    }

    /// <summary>Updates the progress; can be called on any thread.</summary>
    protected void Note(FleetProgress progress) => machines?.Report(
        string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} machines", progress.Ended, progress.Total),
        progress.Total == 0 ? null : (double)progress.Ended / progress.Total);

    /// <summary>Whether the cmdlet emits machines. Errors are written in any case.</summary>
    protected virtual bool EmitsMachines => true;

    /// <summary>Emits a machine, unless machines are not emitted, and writes its error if it failed.</summary>
    protected void WriteAgent(AgentResult result)
    {
        if (EmitsMachines)
            WriteObject(result.Agent with { Detail = RemedyCommand.Text.After(result.Agent.Detail, result.Remedies) });
        if (result.Failure is { } failure)
            WriteError(failure);
    }
}
