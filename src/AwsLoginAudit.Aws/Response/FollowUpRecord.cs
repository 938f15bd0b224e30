namespace AwsLoginAudit.Aws;

/// <summary>Records which periods of a firing were followed up, so that a failed follow-up is retried and no period is skipped.</summary>
/// <remarks>
/// The function may only put items into its table, so a conditional write determines whether an item exists.
/// </remarks>
public sealed class FollowUpRecord
{
    // Stored in place of a mail's recipients.
    private const string FollowedUp = "followed-up";

    private readonly MailRecord record;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="tableName">The table of the responder; null for the table of scripts.</param>
    public FollowUpRecord(AwsSession session, string? tableName) => record = new MailRecord(session, tableName);

    /// <summary>Runs a follow-up, unless an earlier one of the same window has completed.</summary>
    /// <param name="window">The window.</param>
    /// <param name="followUp">Reads the window and mails the report.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>Whether the follow-up was run.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …, and the errors of the follow-up, which is then run again next time.</exception>
    public async Task<bool> RunOnceAsync(LoginAuditWindow window, Func<Task> followUp, CancellationToken cancellationToken)
    {
        var firing = MailRecord.Subject(window.AlarmName!, window.StateChangeTime!.Value, window.End);
        var attempt = await record.BeginAsync(firing, FollowedUp, cancellationToken);
        if (attempt.State == MailState.Sent)
            return false;
        await followUp();
        await record.EndAsync(attempt, cancellationToken);
        return true;
    }
}
