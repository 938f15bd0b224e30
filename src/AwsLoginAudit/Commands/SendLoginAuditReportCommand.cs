using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Mails a report through SES, where some count is over its limit, or not all could be read. About one state change of an alarm each recipient gets one mail,
/// however often the command is run.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "LoginAuditReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, DefaultParameterSetName = CountSet)]
[OutputType(typeof(LoginAuditReceipt), typeof(LoginAuditReport))]
public sealed class SendLoginAuditReportCommand : MailCmdlet
{
    private const string CountSet = "Count";
    private const string ReportSet = "Report";
    private const string ProblemSet = "Problem";

    private readonly DeserializedReader inputs = new(LoginAuditError.NotACount, "a count of Measure-LoginAuditFailure or a report of New-LoginAuditReport");
    private readonly List<LoginAuditCount> counts = [];
    private readonly List<LoginAuditReport> reports = [];

    /// <summary>
    /// Counts of Measure-LoginAuditFailure, which together make one report, or reports of New-LoginAuditReport, one mail each. Copies from a job, a
    /// remote session or a file are taken too. Any other object ends the pipeline, and nothing is sent.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = CountSet)]
    public object? InputObject { get; set; }

    /// <summary>A report of New-LoginAuditReport.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReportSet)]
    public LoginAuditReport Report { get; set; } = null!;

    /// <summary>Mails, instead of a report, why there is none: what went wrong, a sentence each. Such a mail is never held back.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProblemSet)]
    [ValidateNotNullOrEmpty]
    public string[] Problem { get; set; } = [];

    /// <summary>Mails in any case: also where nothing is over its limit, and, marked as repeated, to those who got it before.</summary>
    [Parameter(ParameterSetName = CountSet)]
    [Parameter(ParameterSetName = ReportSet)]
    public SwitchParameter Always { get; set; }

    /// <summary>
    /// Emits each report that was mailed, or that nobody had to be told of, instead of the receipts. A report that could not be mailed is not emitted.
    /// Complete-LoginAuditNotification -Report takes it.
    /// </summary>
    [Parameter(ParameterSetName = CountSet)]
    [Parameter(ParameterSetName = ReportSet)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (!this.IsGiven(nameof(InputObject)))
            return;
        if (DeserializedReader.Is<LoginAuditReport>(InputObject))
            reports.Add(inputs.Read<LoginAuditReport>(InputObject));
        else
            counts.Add(inputs.Read<LoginAuditCount>(InputObject));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        var mailer = new ReportMailer(Session, Mail);
        foreach (var report in Reports())
            Send(mailer, report);
    }

    private IEnumerable<LoginAuditReport> Reports() => ParameterSetName switch
    {
        ReportSet => [Report],
        ProblemSet => [LoginAuditReport.OfProblems(Problem, DateTimeOffset.UtcNow)],
        _ when reports.Count > 0 && counts.Count == 0 => reports,
        _ => [.. reports, LoginAuditReport.Create(counts, DateTimeOffset.UtcNow)],
    };

    private void Send(ReportMailer mailer, LoginAuditReport report)
    {
        if (!report.IsWorthSending && !Always)
        {
            WriteVerbose($"Nothing is mailed: {report.Title}.");
            if (PassThru)
                WriteObject(report);
            return;
        }
        if (!ShouldProcess(string.Join(", ", To.Concat(Cc)), $"Mail \"{report.Title}\""))
            return;

        var outcome = Wait(mailer.SendAsync(report, Always, StopToken));
        Tell(outcome);
        if (PassThru && outcome.IsHandled)
            WriteObject(report);
    }

    private void Tell(MailOutcome outcome)
    {
        foreach (var warning in outcome.Warnings)
            WriteWarning(warning.Text());
        if (outcome.SentBefore.Count > 0)
            WriteVerbose($"Mailed before, and so not again (-Always does): {string.Join(", ", outcome.SentBefore)}.");
        if (!PassThru)
            WriteObject(outcome.Receipts, enumerateCollection: true);
        foreach (var failure in outcome.Failures)
            WriteError(failure);
    }
}
