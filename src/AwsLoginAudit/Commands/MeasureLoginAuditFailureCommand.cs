using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Counts failures per instance, and emits the instances over the threshold. The failures come from the pipeline, or the cmdlet reads an alarm's window or a
/// log group itself, which is several times as fast.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "LoginAuditFailure", DefaultParameterSetName = InputSet)]
[OutputType(typeof(LoginAuditCount))]
public sealed class MeasureLoginAuditFailureCommand : WindowCmdlet
{
    private readonly CopyReader inputs = new(LoginAuditError.NotAFailedLogin, "a failed login of Get-LoginAuditFailure");
    private FailureCounter given = new();
    private readonly List<WindowCounter> windows = [];

    /// <summary>
    /// Specifies the failures to count, from Get-LoginAuditFailure or copies from a job, a remote session or a file. The window of a notification or an alarm
    /// is read and counted. Any other object ends the pipeline.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Specifies the threshold: an instance is over it at more failures than this; 0 or more. The default is the alarm's own rule.</summary>
    [Parameter]
    [ValidateRange(0d, double.MaxValue)]
    public double? Threshold { get; set; }

    /// <summary>Specifies the grouping. The default is Instance. The alarm's own rule applies to instances only.</summary>
    [Parameter]
    [OneValue]
    public LoginAuditGrouping By { get; set; }

    /// <summary>Includes the groups that are not over the threshold.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>
    /// Specifies the engine. Direct reads every failure. Insights counts with CloudWatch Logs Insights, which charges by scanned bytes. Auto, the default,
    /// starts with Direct, and changes to Insights when the rest of the read would take more than 50 seconds at the Region's request rate.
    /// </summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [OneValue]
    public LoginAuditEngine Engine { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => given = new FailureCounter(By, Threshold);

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName != InputSet)
            ReadWindow();
        else if (InputItem.AlarmOf(InputObject) is { } alarm)
            ReadFiring(alarm);
        else
            given.Add(inputs.Read<LoginAuditFailure>(InputObject));
    }

    /// <inheritdoc/>
    protected override void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditRead read)
    {
        var window = read.Window;
        var isInsights = Engine == LoginAuditEngine.Insights;
        using var bar = ShowProgress(
            isInsights ? ProgressKind.Query : ProgressKind.Reading,
            isInsights ? "Counting failed logins in CloudWatch Logs Insights" : "Reading failed logins",
            string.Join(", ", window.LogGroupNames));
        var counting = new WindowCounter(Session, By, Threshold)
        {
            Engine = Engine,
            All = All,
            Reading = (progress, share) => bar.Report(Status(progress), share),
            Querying = usage => bar.Report(usage.ToString()),
            Unreadable = window.AlarmName is null ? null : SkipLater,
            Missing = SkipLater,
            Note = WriteVerboseLater,
        };
        windows.Add(counting);
        Wait(counting.CountAsync(queries, read, StopToken));
        Tell(counting, BroadAlarm(queries, window));
        ShowComparison(read);
    }

    private void Tell(WindowCounter counted, string? broadAlarm)
    {
        if (counted.Totals is { } totals)
            Tell(totals, broadAlarm);
        else
            TellOther(counted.Counter.Results(all: true).Sum(count => count.FailureCount), counted.Counter.OtherAuditFailures, broadAlarm);
        if (counted.ChangedWhileCounting)
            WriteWarning("More failures came in while they were counted: lists of accounts, sources and reasons may differ from the counts.");
    }

    private IEnumerable<FailureCounter> Counters => windows.Select(window => window.Counter).Append(given);

    /// <inheritdoc/>
    protected override bool HasAny => Counters.Any(counter => !counter.IsEmpty);

    /// <inheritdoc/>
    protected override long ReadSoFar => windows.LastOrDefault()?.Totals?.FailedLogins ?? 0;

    /// <inheritdoc/>
    protected override void End()
    {
        EndUnlessAny();
        foreach (var count in Counters.SelectMany(counter => counter.Results(All)))
        {
            WriteObject(count);
            if (count.Others is not null)
                WriteWarning(OthersNote.Of(count));
        }
        if (!All && Counters.Any(counter => counter.LeavesOutCopies))
            WriteWarning("Copies of failed logins were counted, and groups under the threshold are not shown. If the read of the failed logins met an error after they were copied, such a group may be over the threshold. -All shows every group.");
    }
}
