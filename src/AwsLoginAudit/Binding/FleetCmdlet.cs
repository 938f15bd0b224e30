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
    private FleetProgress latest;

    /// <summary>Instance ids from the parameter or the pipeline of one record.</summary>
    protected abstract string[] Ids { get; }

    /// <summary>Tags: keys, and a value or several each.</summary>
    protected abstract Hashtable Tags { get; }

    /// <summary>What is done, as the title of the progress bar.</summary>
    protected abstract string Activity { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ids.AddRange(Ids);

    /// <summary>Whether every machine is meant where none is named. A search that found nothing, piped in, names none and means none.</summary>
    protected virtual bool MeansEveryMachine => false;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            Work(Wait(FleetTriage.AskAsync(Session, new FleetSelection(ids, TagValues.Of(Tags), MeansEveryMachine), StopToken)));
        }
        catch (LoginAuditException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }

    /// <summary>Does the work.</summary>
    protected abstract void Work(FleetTriage fleet);

    /// <summary>Takes note of how far the work has come; any thread.</summary>
    protected void Note(FleetProgress progress) => latest = progress;

    /// <summary>Emits a machine, and tells why it failed where it did.</summary>
    protected void Tell(AgentResult result)
    {
        WriteObject(result.Agent);
        if (result.Failure is { } failure)
            WriteError(failure.ToErrorRecord());
    }

    /// <inheritdoc/>
    protected override void OnProgress()
    {
        base.OnProgress();
        if (latest.Total == 0)
            return;
        var ended = latest.Ended == latest.Total;
        WriteProgress(new ProgressRecord(1, Activity, string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} machines", latest.Ended, latest.Total))
        {
            PercentComplete = 100 * latest.Ended / latest.Total,
            RecordType = ended ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });
    }
}
