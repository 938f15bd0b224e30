using System.Text;
using Amazon.SimpleEmail.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The result of mailing one report.</summary>
public sealed class MailOutcome
{
    /// <summary>The mails that SES accepted.</summary>
    public IList<LoginAuditReceipt> Receipts { get; } = [];

    /// <summary>The errors for recipients that got no mail.</summary>
    public IList<LoginAuditException> Failures { get; } = [];

    /// <summary>Errors that did not prevent the mail from being sent.</summary>
    public IList<LoginAuditException> Warnings { get; } = [];

    /// <summary>The recipients that got the same report before, and therefore do not get it again.</summary>
    public IList<string> SentBefore { get; } = [];

    /// <summary>Whether no retry is needed: at least one recipient has the mail, and SES rejected each recipient that has not.</summary>
    public bool IsHandled => Receipts.Count + SentBefore.Count > 0
        && Failures.All(IsFinal);

    /// <summary>Whether an error concerns a single recipient, and no retry can succeed.</summary>
    internal static bool IsFinal(LoginAuditException failure) => failure.Error is LoginAuditError.RecipientNotVerified or LoginAuditError.RecipientRejected;
}

/// <summary>Mails a report through SES. Each recipient gets it once for each state change, even after errors and retries.</summary>
public sealed class ReportMailer
{
    // The maximum of SES for a mail.
    private const int MostRecipients = 50;

    // In the sandbox, SES accepts one recipient a second, so after a mail to 50 recipients it accepts no other for 50 seconds. The waits add up to 62.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(32);

    // After Ctrl+C, users expect the end within 2 seconds.
    private static readonly TimeSpan LongestNote = TimeSpan.FromSeconds(1);

    private readonly AwsSession session;
    private readonly MailSettings settings;
    private readonly MailRecord record;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="settings">The sender and the recipients.</param>
    /// <param name="recordTable">The table in which a responder records sent mails; null for the table of scripts.</param>
    /// <exception cref="LoginAuditException">InvalidAddress: a text is not exactly one address.</exception>
    public ReportMailer(AwsSession session, MailSettings settings, string? recordTable = null)
    {
        foreach (var address in settings.Recipients.Concat(settings.ReplyTo).Append(settings.From))
            MailSettings.Mailbox(address);
        this.session = session;
        this.settings = settings;
        record = new MailRecord(session, recordTable);
    }

    /// <summary>Mails a report. A recipient that SES rejects does not stop the others.</summary>
    /// <param name="report">The report.</param>
    /// <param name="again">Whether recipients that got the report before get it again, marked as repeated.</param>
    /// <param name="cancellationToken">Stops the calls. The record of a mail that SES has accepted gets one more second.</param>
    /// <returns>The result.</returns>
    public async Task<MailOutcome> SendAsync(LoginAuditReport report, bool again, CancellationToken cancellationToken)
    {
        var outcome = new MailOutcome();
        var recipients = settings.Recipients;
        report = ReportMessage.Attach(report);
        for (var first = 0; first < recipients.Count; first += MostRecipients)
            await SendPartAsync(report, [.. recipients.Skip(first).Take(MostRecipients)], again, outcome, cancellationToken);
        return outcome;
    }

    private async Task SendPartAsync(
        LoginAuditReport report, IReadOnlyList<string> recipients, bool again, MailOutcome outcome, CancellationToken cancellationToken)
    {
        var (before, attempt) = await BeginAsync(report, recipients, outcome, cancellationToken);
        if (before == MailState.Sent && !again)
        {
            foreach (var recipient in recipients)
                outcome.SentBefore.Add(recipient);
            return;
        }
        var state = await TrySendAsync(report with { Repeated = before != MailState.NotSent }, recipients, outcome, cancellationToken);
        if (attempt is null || state == MailState.Unknown)
            return;
        // Without the record, a stopped pipeline would send the mail again the next time.
        using var last = new CancellationTokenSource();
        using var stop = cancellationToken.Register(() => last.CancelAfter(LongestNote));
        await TryNoteAsync(outcome, () => state == MailState.Sent ? record.EndAsync(attempt, last.Token) : record.RejectAsync(attempt, last.Token));
    }

    // Only the mails of a single state change of one alarm are recorded. An identity without access to the record cannot have recorded an earlier mail, so its
    // mail is not marked as repeated.
    private async Task<(MailState Before, MailRecord.Attempt? Attempt)> BeginAsync(
        LoginAuditReport report, IReadOnlyList<string> recipients, MailOutcome outcome, CancellationToken cancellationToken)
    {
        var isIncomplete = report.Incomplete || report.Problems.Count > 0;
        var subjects = report.Windows.Select(window => MailRecord.Subject(window, isIncomplete)).Distinct().ToList();
        if (subjects is not [{ } subject])
            return (MailState.NotSent, null);
        MailRecord.Attempt? attempt = null;
        var failure = await TryNoteAsync(outcome, async () => attempt = await record.BeginAsync(subject, Fingerprint(recipients), cancellationToken));
        return (attempt?.State ?? (failure?.Error == LoginAuditError.AccessDenied ? MailState.NotSent : MailState.Unknown), attempt);
    }

    // The record prevents a second mail; an error of the record must not prevent the first.
    private static async Task<LoginAuditException?> TryNoteAsync(MailOutcome outcome, Func<Task> note)
    {
        try
        {
            await note();
            return null;
        }
        catch (LoginAuditException failure)
        {
            outcome.Warnings.Add(new LoginAuditException(
                LoginAuditError.MailNotRecorded, $"The record of sent mails could not be written, so this mail may be sent twice. {failure.Message}", failure.Target, failure, failure.Remedies));
            return failure;
        }
    }

    /// <returns>Unknown if SES may have accepted the mail, or accepted it for only some of the recipients that it can reach.</returns>
    private async Task<MailState> TrySendAsync(LoginAuditReport report, IReadOnlyList<string> recipients, MailOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            outcome.Receipts.Add(await SendInTurnAsync(report, recipients, cancellationToken));
            return MailState.Sent;
        }
        catch (LoginAuditException failure) when (!MailClient.IsRejection(failure.InnerException))
        {
            // SES may have accepted the mail, so it is sent once more and marked as possibly repeated.
            if (!report.Repeated)
                return await TrySendAsync(report with { Repeated = true }, recipients, outcome, cancellationToken) == MailState.Sent ? MailState.Sent : MailState.Unknown;
            outcome.Failures.Add(failure);
            return MailState.Unknown;
        }
        catch (LoginAuditException failure)
        {
            return await SendRemainingAsync(report, MailRejection.Of(failure, settings, recipients), outcome, cancellationToken);
        }
    }

    // Sends to the recipients that SES did not reject, or to each recipient separately if SES did not name the rejected one.
    private async Task<MailState> SendRemainingAsync(LoginAuditReport report, MailRejection rejection, MailOutcome outcome, CancellationToken cancellationToken)
    {
        var before = outcome.Failures.Count;
        foreach (var failure in rejection.Failures)
            outcome.Failures.Add(failure);
        var states = new List<MailState>();
        foreach (var part in rejection.Remaining)
            states.Add(await TrySendAsync(report, part, outcome, cancellationToken));
        return states.TrueForAll(state => state == MailState.NotSent) ? MailState.NotSent
            : outcome.Failures.Skip(before).All(MailOutcome.IsFinal) ? MailState.Sent
            : MailState.Unknown;
    }

    // SES limits recipients per second: at one a second, it accepts a mail to five recipients, and then no other for five seconds (AWS, "What happens when you
    // reach your sending limits"). SES does not return the remaining rate.
    private async Task<LoginAuditReceipt> SendInTurnAsync(LoginAuditReport report, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait += wait)
        {
            try
            {
                return await SendAsync(report, recipients, cancellationToken);
            }
            catch (LoginAuditException failure) when (MailRejection.IsTooFast(failure) && wait <= LongestWait)
            {
                await Task.Delay(wait, cancellationToken);
            }
        }
    }

    private async Task<LoginAuditReceipt> SendAsync(LoginAuditReport report, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        using var raw = ReportMessage.Write(report, settings);
        var size = raw.Length;
        var request = new SendRawEmailRequest
        {
            Source = MailSettings.Mailbox(settings.From).GetAddress(idnEncode: true),
            Destinations = [.. recipients.Select(recipient => MailSettings.Mailbox(recipient).GetAddress(idnEncode: true))],
            RawMessage = new RawMessage { Data = raw },
            ConfigurationSetName = settings.ConfigurationSetName,
        };
        var answer = await session.Mail.SendRawEmailAsync(request, cancellationToken);
        var window = report.Windows is [var only] ? only : null;
        return new LoginAuditReceipt
        {
            MessageId = answer.MessageId!,
            Subject = report.Title,
            From = settings.From,
            Recipients = recipients,
            SentAt = DateTimeOffset.UtcNow,
            Size = size,
            OverThresholdCount = report.OverThresholdCount,
            Failures = report.Failures,
            AttachedFailures = report.Attachment?.Failures ?? 0,
            Repeated = report.Repeated,
            AlarmName = window?.AlarmName,
            StateChangeTime = window?.StateChangeTime,
        };
    }

    private static string Fingerprint(IEnumerable<string> recipients) => ShortDigest.Of(
        Encoding.UTF8.GetBytes(string.Join("\n", recipients.Select(recipient => recipient.ToUpperInvariant()).OrderBy(recipient => recipient, StringComparer.Ordinal))));
}
