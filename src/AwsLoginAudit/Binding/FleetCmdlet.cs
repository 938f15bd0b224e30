using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>A cmdlet about many machines: gathers them from the pipeline, and works on them together at its end.</summary>
public abstract class FleetCmdlet : AwsCmdlet
{
    /// <summary>Machines by id.</summary>
    protected const string InstanceIdSet = "InstanceId";

    /// <summary>Machines by tag.</summary>
    protected const string TagSet = "Tag";

    private readonly List<string> ids = [];
    private ProgressBar? machines;

    /// <summary>The machines, i-… or mi-….</summary>
    public abstract string[] InstanceId { get; set; }

    /// <summary>The machines that have all these tags: a hashtable of keys, and a value or several each.</summary>
    public abstract Hashtable Tag { get; set; }

    /// <summary>What is done, as the title of the progress bar.</summary>
    protected abstract string Activity { get; }

    /// <inheritdoc/>
    protected override void Process() => ids.AddRange(InstanceId);

    /// <summary>Whether every machine is meant where none is named. A search that found nothing, piped in, names none and means none.</summary>
    protected virtual bool MeansEveryMachine => false;

    /// <inheritdoc/>
    protected override void End()
    {
        var fleet = Find(new FleetSelection(ids, TagValues.Of(Tag), MeansEveryMachine));
        if (fleet.Reachable.Count + fleet.Others.Count == 0)
            TellOfNone();
        Work(fleet);
    }

    // No machine is silent, and none failed: without a word that would look as if all were well.
    private void TellOfNone()
    {
        var tags = string.Join(", ", TagValues.Of(Tag).Select(tag => $"{tag.Key}={string.Join(" or ", tag.Value)}"));
        if (tags.Length > 0)
            WriteError(None($"No instance that Systems Manager manages in Region {Session.Region} has the tags {tags}. Tag keys and values are case-sensitive. Check them, -Region and the account."));
        else if (MeansEveryMachine)
            WriteError(None($"Systems Manager manages no Windows instance in Region {Session.Region}. Check -Region, the account, and the instances: Test-LoginAuditPrerequisite."));
        else
            WriteWarning($"{MyInvocation.MyCommand.Name} received no instance id from the pipeline and did nothing.");
    }

    private LoginAuditException None(string message) => new(LoginAuditError.NoInstanceFound, message, Tag);

    private FleetTriage Find(FleetSelection selection)
    {
        using (ShowProgress(ProgressKind.Fleet, Activity, "Asking Systems Manager about machines"))
            return Wait(FleetTriage.AskAsync(Session, selection, StopToken));
    }

    /// <summary>Does the work.</summary>
    protected abstract void Work(FleetTriage fleet);

    /// <summary>Handles machines as they end, and shows how many have.</summary>
    protected void PullMachines<T>(IAsyncEnumerable<T> source, Action<T> each)
    {
        using (machines = ShowProgress(ProgressKind.Fleet, Activity, "Sending commands"))
            Pull(source, each);
    }

    /// <summary>Takes note of how far the work has come; any thread.</summary>
    protected void Note(FleetProgress progress) => machines?.Report(
        string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} machines", progress.Ended, progress.Total),
        progress.Total == 0 ? null : (double)progress.Ended / progress.Total);

    /// <summary>Whether machines are emitted. Errors are written in any case.</summary>
    protected virtual bool EmitsMachines => true;

    /// <summary>Emits a machine if machines are emitted, and writes an error if it failed.</summary>
    protected void Tell(AgentResult result)
    {
        if (EmitsMachines)
            WriteObject(result.Agent with { Detail = RemedyCommand.Text.After(result.Agent.Detail, result.Remedies) });
        if (result.Failure is { } failure)
            WriteError(failure);
    }
}
