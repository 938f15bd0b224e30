using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Whether a mail is known to have been sent.</summary>
internal enum MailState
{
    /// <summary>It was not.</summary>
    NotSent,
    /// <summary>Somebody began to send it, and nobody knows how that ended.</summary>
    Unknown,
    /// <summary>It was.</summary>
    Sent,
}

/// <summary>
/// Remembers which mails were sent, so that what is begun again after a crash is not mailed twice. Each step is an empty log stream of a log
/// group: making one succeeds once and no more, is seen at once, and asks for no permission that a function with a log does not have.
/// </summary>
/// <param name="session">The connection.</param>
/// <param name="logGroupName">Where the log streams are; made with the first one where it is absent.</param>
internal sealed class MailRecord(AwsSession session, string logGroupName)
{
    /// <summary>Where cmdlets remember.</summary>
    public const string LogGroupName = "/AwsLoginAudit/mail";

    private const int RetentionInDays = 90;
    private const string Sending = "sending";
    private const string Refused = "refused";
    private const string Sent = "sent";

    /// <summary>One attempt to send one mail.</summary>
    /// <param name="State">What is known of earlier attempts.</param>
    /// <param name="Name">The attempt's log streams begin with it.</param>
    public sealed record Attempt(MailState State, string Name);

    /// <summary>Looks what became of a mail, and unless it was sent, says that another attempt begins.</summary>
    public async Task<Attempt> BeginAsync(string mail, bool again, CancellationToken cancellationToken)
    {
        var steps = await StepsAsync(mail + "/", cancellationToken);
        var attempts = steps.Where(step => step.EndsWith(Sending, StringComparison.Ordinal)).Select(step => Before(step, Sending)).ToList();
        var state = steps.Exists(step => step.EndsWith(Sent, StringComparison.Ordinal)) ? MailState.Sent
            : attempts.Exists(attempt => !steps.Contains(attempt + Refused)) ? MailState.Unknown
            : MailState.NotSent;
        var next = $"{mail}/{attempts.Count + 1}-";
        if (state == MailState.Sent && !again)
            return new Attempt(state, next);
        // Somebody else has begun in the meantime.
        if (!await NoteAsync(next + Sending, cancellationToken) && state == MailState.NotSent)
            state = MailState.Unknown;
        return new Attempt(state, next);
    }

    /// <summary>Says that SES has taken the mail.</summary>
    public Task EndAsync(Attempt attempt, CancellationToken cancellationToken) => NoteAsync(attempt.Name + Sent, cancellationToken);

    /// <summary>Says that SES has not taken it, for certain.</summary>
    public Task RefuseAsync(Attempt attempt, CancellationToken cancellationToken) => NoteAsync(attempt.Name + Refused, cancellationToken);

    /// <summary>Says that a notification is done with.</summary>
    public Task AnswerAsync(string subject, CancellationToken cancellationToken) => NoteAsync(subject + "/1-" + Sent, cancellationToken);

    /// <summary>Whether any mail about a subject was sent, or it was done with otherwise.</summary>
    public async Task<bool> IsAnsweredAsync(string subject, CancellationToken cancellationToken) =>
        (await StepsAsync(subject + "/", cancellationToken)).Exists(step => step.EndsWith(Sent, StringComparison.Ordinal));

    /// <summary>What mails about one state change of an alarm, or about a later look at it, are filed under.</summary>
    /// <remarks>An incomplete report has a record of its own: whoever got it still gets the whole one.</remarks>
    public static string? Subject(LoginAuditWindow window) => window is { AlarmName: { } alarm, StateChangeTime: { } changed }
        ? Subject(alarm, changed, window.WindowSource == WindowSource.FollowUp ? window.End : null) + (window.Shortfall is null ? "" : "-incomplete")
        : null;

    /// <inheritdoc cref="Subject(LoginAuditWindow)"/>
    public static string Subject(string alarmName, DateTimeOffset stateChangeTime, DateTimeOffset? until = null)
    {
        // A log stream's name takes neither colon nor asterisk, and 512 characters.
        const int longestName = 300;
        var name = Uri.EscapeDataString(alarmName);
        var later = until is { } end ? $"until-{end.ToUnixTimeMilliseconds()}" : "first";
        return $"{(name.Length <= longestName ? name : name.Substring(0, longestName))}/{stateChangeTime.ToUnixTimeMilliseconds()}/{later}";
    }

    private static string Before(string step, string end) => step.Substring(0, step.Length - end.Length);

    private async Task<List<string>> StepsAsync(string prefix, CancellationToken cancellationToken)
    {
        var steps = new List<string>();
        var request = new DescribeLogStreamsRequest { LogGroupName = logGroupName, LogStreamNamePrefix = prefix };
        do
        {
            DescribeLogStreamsResponse page;
            try
            {
                page = await session.CallAsync(
                    "logs:DescribeLogStreams", logGroupName, () => session.Logs.DescribeLogStreamsAsync(request, cancellationToken));
            }
            catch (LoginAuditException failure) when (failure.Error == LoginAuditError.LogGroupNotFound)
            {
                return steps;
            }
            steps.AddRange((page.LogStreams ?? []).Select(stream => stream.LogStreamName!));
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return steps;
    }

    /// <returns>False where it was noted before.</returns>
    private async Task<bool> NoteAsync(string step, CancellationToken cancellationToken)
    {
        var request = new CreateLogStreamRequest { LogGroupName = logGroupName, LogStreamName = step };
        Task<CreateLogStreamResponse> Create() =>
            session.CallAsync("logs:CreateLogStream", logGroupName, () => session.Logs.CreateLogStreamAsync(request, cancellationToken));
        try
        {
            try
            {
                await Create();
            }
            catch (LoginAuditException failure) when (failure.Error == LoginAuditError.LogGroupNotFound)
            {
                await CreateGroupAsync(cancellationToken);
                await Create();
            }
            return true;
        }
        catch (LoginAuditException failure) when (failure.InnerException is ResourceAlreadyExistsException)
        {
            return false;
        }
    }

    private async Task CreateGroupAsync(CancellationToken cancellationToken)
    {
        try
        {
            var group = new CreateLogGroupRequest { LogGroupName = logGroupName, Tags = Ownership.Tags };
            await session.CallAsync("logs:CreateLogGroup", logGroupName, () => session.Logs.CreateLogGroupAsync(group, cancellationToken));
            var retention = new PutRetentionPolicyRequest { LogGroupName = logGroupName, RetentionInDays = RetentionInDays };
            await session.CallAsync("logs:PutRetentionPolicy", logGroupName, () => session.Logs.PutRetentionPolicyAsync(retention, cancellationToken));
        }
        catch (LoginAuditException failure) when (failure.InnerException is ResourceAlreadyExistsException)
        {
            // Made by another one in the meantime.
        }
    }
}
