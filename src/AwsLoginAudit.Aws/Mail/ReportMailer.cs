using System.Security.Cryptography;
using System.Text;
using Amazon.SimpleEmail.Model;

namespace AwsLoginAudit.Aws;

/// <summary>What became of mailing one report.</summary>
public sealed class MailOutcome
{
    /// <summary>The mails that SES took.</summary>
    public IList<LoginAuditReceipt> Receipts { get; } = [];

    /// <summary>Who got no mail, and why.</summary>
    public IList<LoginAuditException> Failures { get; } = [];

    /// <summary>What else ought to be known: it did not keep the mail from being sent.</summary>
    public IList<LoginAuditException> Warnings { get; } = [];

    /// <summary>Who got this very report before, and so does not get it again.</summary>
    public IList<string> SentBefore { get; } = [];

    /// <summary>Whether nothing is left to be tried again: somebody has the mail, and whoever has not is one whom SES refuses.</summary>
    public bool IsHandled => Receipts.Count + SentBefore.Count > 0
        && Failures.All(IsFinal);

    /// <summary>Whether it is about one recipient alone, whom no further attempt reaches.</summary>
    internal static bool IsFinal(LoginAuditException failure) => failure.Error is LoginAuditError.RecipientNotVerified or LoginAuditError.RecipientRejected;
}

/// <summary>Mails a report through SES: to each recipient once for each state change, whatever fails in between.</summary>
public sealed class ReportMailer
{
    // SES takes 50 recipients a mail.
    private const int MostRecipients = 50;

    // Where SES takes one recipient a second, as in the sandbox, the longest silence after a mail to 50 is 50 seconds.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(32);

    // After Ctrl+C, whose sender expects the end within 2 seconds.
    private static readonly TimeSpan LongestNote = TimeSpan.FromSeconds(1);

    private readonly AwsSession session;
    private readonly MailSettings settings;
    private readonly MailRecord record;

    /// <param name="session">The connection.</param>
    /// <param name="settings">From whom to whom.</param>
    /// <param name="recordTable">The table of a responder that remembers what was sent; null for the table of the scripts.</param>
    /// <exception cref="LoginAuditException">InvalidAddress: an address is none.</exception>
    public ReportMailer(AwsSession session, MailSettings settings, string? recordTable = null)
    {
        foreach (var address in settings.Recipients.Concat(settings.ReplyTo).Append(settings.From))
            MailSettings.Mailbox(address);
        this.session = session;
        this.settings = settings;
        record = new MailRecord(session, recordTable);
    }

    /// <summary>Mails a report. A recipient who cannot be reached does not stop the others.</summary>
    /// <param name="report">The report.</param>
    /// <param name="again">Whether those who got it before get it again, marked as repeated.</param>
    /// <param name="cancellationToken">Stops the calls; to note a mail that SES has taken is given one second more.</param>
    /// <returns>What became of it.</returns>
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
        // Without the note, the mail of a stopped pipeline would be sent again.
        using var last = new CancellationTokenSource();
        using var stop = cancellationToken.Register(() => last.CancelAfter(LongestNote));
        await TryNoteAsync(outcome, () => state == MailState.Sent ? record.EndAsync(attempt, last.Token) : record.RefuseAsync(attempt, last.Token));
    }

    // Only what belongs to one state change of one alarm can be known again. Who may keep no record has none of an earlier mail either.
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

    // The record spares people a second mail; it must not cost them the first.
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
                LoginAuditError.MailNotNoted, $"It cannot be noted which mails were sent, so this one may be sent twice. {failure.Message}", failure.Target, failure, failure.Remedies));
            return failure;
        }
    }

    /// <returns>Unknown where SES may have taken the mail, or took it for some and not for all whom it could reach.</returns>
    private async Task<MailState> TrySendAsync(LoginAuditReport report, IReadOnlyList<string> recipients, MailOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            outcome.Receipts.Add(await SendInTurnAsync(report, recipients, cancellationToken));
            return MailState.Sent;
        }
        catch (LoginAuditException failure) when (!MailClient.IsRefusal(failure.InnerException))
        {
            // Nobody knows whether SES took it: once more, marked as what it may be.
            if (!report.Repeated)
                return await TrySendAsync(report with { Repeated = true }, recipients, outcome, cancellationToken) == MailState.Sent ? MailState.Sent : MailState.Unknown;
            outcome.Failures.Add(failure);
            return MailState.Unknown;
        }
        catch (LoginAuditException failure)
        {
            return await SendRemainingAsync(report, MailRefusal.Of(failure, settings, recipients), outcome, cancellationToken);
        }
    }

    // Those that SES did not object to, or each by itself where it did not say whom it objects to.
    private async Task<MailState> SendRemainingAsync(LoginAuditReport report, MailRefusal refusal, MailOutcome outcome, CancellationToken cancellationToken)
    {
        var before = outcome.Failures.Count;
        foreach (var told in refusal.Failures)
            outcome.Failures.Add(told);
        var states = new List<MailState>();
        foreach (var part in refusal.Remaining)
            states.Add(await TrySendAsync(report, part, outcome, cancellationToken));
        return states.TrueForAll(state => state == MailState.NotSent) ? MailState.NotSent
            : outcome.Failures.Skip(before).All(MailOutcome.IsFinal) ? MailState.Sent
            : MailState.Unknown;
    }

    // SES counts recipients: where it takes one a second, it takes a mail to five, and for five seconds no other (AWS, "What happens when you reach your
    // sending limits"). SES does not tell how much of the rate is left.
    private async Task<LoginAuditReceipt> SendInTurnAsync(LoginAuditReport report, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait += wait)
        {
            try
            {
                return await SendAsync(report, recipients, cancellationToken);
            }
            catch (LoginAuditException failure) when (MailRefusal.IsTooFast(failure) && wait <= LongestWait)
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

    private static string Fingerprint(IEnumerable<string> recipients)
    {
        var text = string.Join("\n", recipients.Select(recipient => recipient.ToUpperInvariant()).OrderBy(recipient => recipient, StringComparer.Ordinal));
#if NET8_0_OR_GREATER
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);
#else
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 8).Replace("-", "");
#endif
    }
}
