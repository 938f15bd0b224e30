namespace AwsLoginAudit.Aws;

/// <summary>Remembers which periods of a firing were followed up, so that one that failed is tried again and none is left out.</summary>
/// <remarks>The function may only put items into its table, so a conditional write tells what is there.</remarks>
public sealed class FollowUpRecord
{
    // In the place of a mail's recipients.
    private const string FollowedUp = "followed-up";

    private readonly MailRecord record;

    /// <param name="session">The connection.</param>
    /// <param name="tableName">The responder's table; null for the table of the scripts.</param>
    public FollowUpRecord(AwsSession session, string? tableName) => record = new MailRecord(session, tableName);

    /// <summary>Runs a follow-up unless an earlier one of the same window has ended.</summary>
    /// <param name="window">The window.</param>
    /// <param name="followUp">Reads and mails.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>Whether it was run.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …, and those of the follow-up, which then is run again next time.</exception>
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
