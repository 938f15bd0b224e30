using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Mails a report through SES if a count is over its threshold, a finding is High or Critical, or not everything could be read. Each recipient gets one mail for a state change of an alarm,
/// even if the command is run again.
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
    /// Specifies counts of Measure-LoginAuditFailure, which together become one report, or reports of New-LoginAuditReport, each of which is one mail. Copies
    /// from a job, a remote session or a file are accepted too. Any other object ends the pipeline, and nothing is sent.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = CountSet)]
    public object? InputObject { get; set; }

    /// <summary>Specifies a report of New-LoginAuditReport.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReportSet)]
    public LoginAuditReport Report { get; set; } = null!;

    /// <summary>Mails why there is no report: the problems, one sentence each. Such a mail is always sent.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProblemSet)]
    [ValidateNotNullOrEmpty]
    public string[] Problem { get; set; } = [];

    /// <summary>Mails the report even if it is not worth sending, and again to recipients that got it before, marked as repeated.</summary>
    [Parameter(ParameterSetName = CountSet)]
    [Parameter(ParameterSetName = ReportSet)]
    public SwitchParameter Always { get; set; }

    /// <summary>
    /// Emits each report that was mailed or not worth sending, instead of the receipts, for Complete-LoginAuditNotification -Report. A report that could not
    /// be mailed is not emitted.
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
            Send(mailer, ReportReader.Local(report));
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
            WriteVerbose($"No mail is sent: {report.Title}.");
            if (PassThru)
                WriteObject(report);
            return;
        }
        if (!ShouldProcess(string.Join(", ", To.Concat(Cc)), $"Mail \"{report.Title}\""))
            return;

        var outcome = Wait(mailer.SendAsync(report, Always, StopToken));
        WriteOutcome(outcome);
        if (PassThru && outcome.IsHandled)
            WriteObject(report);
    }

    private void WriteOutcome(MailOutcome outcome)
    {
        foreach (var warning in outcome.Warnings)
            WriteWarning(warning.Text());
        if (outcome.SentBefore.Count > 0)
            WriteVerbose($"Not mailed again, because a mail was sent before: {string.Join(", ", outcome.SentBefore)}. To mail again, use -Always.");
        if (!PassThru)
            WriteObject(outcome.Receipts, enumerateCollection: true);
        foreach (var failure in outcome.Failures)
            WriteError(failure);
    }
}
