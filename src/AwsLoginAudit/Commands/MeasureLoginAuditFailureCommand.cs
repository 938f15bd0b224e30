using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Counts failures per instance and keeps the instances over the threshold: failures from the pipeline, or those that it reads itself, of
/// an alarm's window or of a log group, which is several times as fast.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "LoginAuditFailure", DefaultParameterSetName = InputSet)]
[OutputType(typeof(LoginAuditCount))]
public sealed class MeasureLoginAuditFailureCommand : WindowCmdlet
{
    private const string InputSet = "InputObject";

    private readonly CopyReader inputs = new(LoginAuditError.NotAFailedLogin, "a failed login of Get-LoginAuditFailure");
    private FailureCounter counter = new();
    private Func<bool>? countElsewhere;
    private ReadingTime? time;
    private volatile bool isLong;
    private long read;

    /// <summary>The failures to count, from Get-LoginAuditFailure. Copies from a job, a remote session or a file are counted too. Any other object ends the pipeline.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>More failures than this, and the instance is over; overrides the alarm's own threshold. 0 or more.</summary>
    [Parameter]
    [ValidateRange(0d, double.MaxValue)]
    public double? Threshold { get; set; }

    /// <summary>What to count by; Instance unless given. An alarm's own rule is held against instances only.</summary>
    [Parameter]
    [OneValue]
    public LoginAuditGrouping By { get; set; }

    /// <summary>Also the groups that are not over the threshold.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>
    /// Where it counts: Direct reads every failure; Insights has CloudWatch Logs Insights count, which is charged by the bytes that it scans. Auto, the
    /// default, begins with Direct, and goes over to Insights as soon as reading on would take more than 50 seconds at the Region's rate of requests.
    /// </summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    [OneValue]
    public LoginAuditEngine Engine { get; set; }

    /// <summary>The same as -Engine Insights.</summary>
    [Parameter(ParameterSetName = LogGroupSet)]
    [Parameter(ParameterSetName = LastSet)]
    [Parameter(ParameterSetName = AlarmSet)]
    public SwitchParameter UseInsights { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => counter = new FailureCounter(By, Threshold);

    /// <inheritdoc/>
    protected override void Process()
    {
        try
        {
            if (ParameterSetName == InputSet)
                counter.Add(inputs.Read<LoginAuditFailure>(InputObject));
            else
                ReadWindow();
        }
        catch (LoginAuditException failure)
        {
            // No count at all rather than a short one that does not say so.
            EndRead(failure);
        }
    }

    /// <inheritdoc/>
    protected override void ReadWindow(IReadOnlyList<LogQuery> queries, LoginAuditWindow window)
    {
        if (UseInsights && MyInvocation.BoundParameters.ContainsKey(nameof(Engine)) && Engine != LoginAuditEngine.Insights)
            throw new LoginAuditException(LoginAuditError.EngineConflict, $"-UseInsights is -Engine Insights, and cannot go with -Engine {Engine}. Leave one out.", Engine);
        if (UseInsights || Engine == LoginAuditEngine.Insights)
        {
            CountInInsights(queries, window);
            return;
        }
        if (Engine == LoginAuditEngine.Auto)
            (time, countElsewhere) = (new ReadingTime(Session.EventRequestsPerSecond), () => TryInsights(queries, window));
        base.ReadWindow(queries, window);
    }

    /// <inheritdoc/>
    protected override bool HasAny => !counter.IsEmpty;

    /// <inheritdoc/>
    protected override bool Take(LoginAuditFailure failure)
    {
        counter.Add(failure);
        read++;
        return !isLong || countElsewhere is not { } count || !count();
    }

    /// <inheritdoc/>
    protected override void OnPage(long pages, double? share) => isLong = share is { } covered && time?.IsLong(pages, covered) == true;

    // What has been read so far is let go of; where Insights cannot take over, reading goes on with it.
    private bool TryInsights(IReadOnlyList<LogQuery> queries, LoginAuditWindow window)
    {
        WriteVerbose($"To read the rest of the window would take more than {ReadingTime.WorthAQuery.TotalSeconds:N0} seconds: CloudWatch Logs Insights counts it instead (-Engine Auto).");
        countElsewhere = null;
        var counted = counter;
        counter = new FailureCounter(By, Threshold);
        try
        {
            CountInInsights(queries, window);
            var told = counter.Results(all: true).Sum(count => count.Count);
            if (told >= read)
                return true;
            WriteVerbose($"CloudWatch Logs Insights knows of {told:N0} failures only, and {read:N0} have been read, so the others are read as well.");
        }
        catch (LoginAuditException failure)
        {
            WriteVerbose($"CloudWatch Logs Insights does not count them, so they are read: {failure.Message}");
        }
        counter = counted;
        return false;
    }

    private void CountInInsights(IReadOnlyList<LogQuery> queries, LoginAuditWindow window)
    {
        using var bar = ShowProgress(ProgressKind.Query, "Counting failed logins in CloudWatch Logs Insights", string.Join(", ", window.LogGroupName));
        using var insights = new InsightsCounter(Session, counter, By, window, usage => bar.Report(usage.ToString()));
        try
        {
            Wait(insights.CountAsync(Wait(Reader().FindStreamsAsync(queries, window, StopToken)), All, StopToken));
        }
        finally
        {
            WriteVerbose($"CloudWatch Logs Insights: {insights.Usage}");
        }
        TellOther(counter.Results(all: true).Sum(count => count.Count), counter.OtherAuditFailures, BroadAlarm(queries, window));
        ShowComparison(window);
        if (insights.Moved)
            WriteWarning("More failures came in while they were counted: lists of accounts, sources and reasons may differ from the counts.");
    }

    /// <inheritdoc/>
    protected override void End()
    {
        EndUnlessAny();
        foreach (var count in counter.Results(All))
        {
            WriteObject(count);
            if (count.Others is not null)
                WriteWarning(OthersNote.Of(count));
        }
        if (!All && counter.LeavesOutCopies)
            WriteWarning("Copies of failed logins were counted, and groups under the threshold are not shown. If the read of the failed logins met an error after they were copied, such a group may be over the threshold. -All shows every group.");
    }
}
