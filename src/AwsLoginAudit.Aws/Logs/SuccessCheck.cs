namespace AwsLoginAudit.Aws;

/// <summary>
/// Checks whether log groups have successful logins at all. If agents send failed logins only, an empty result does not mean that nobody got in.
/// </summary>
/// <param name="session">The connection to AWS.</param>
public sealed class SuccessCheck(AwsSession session)
{
    // Other events can contain the digits of an event id, so the first page may have no successful login.
    private const int MostPages = 5;

    /// <summary>Whether a successful login of any account is among the first events of a window.</summary>
    /// <param name="logGroupNames">The log groups' names or ARNs.</param>
    /// <param name="window">The window.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>False if no successful login was found, or the check failed.</returns>
    public async Task<bool> HasAnyAsync(IEnumerable<string> logGroupNames, LoginAuditWindow window, CancellationToken cancellationToken = default)
    {
        try
        {
            return await IsAnyAsync(new LogEventReader(session).ReadAsync(logGroupNames.Select(Query), new LoginAuditRead(window), cancellationToken));
        }
        catch (LoginAuditException)
        {
            // The read itself was complete, and the warning about its empty result is true in any case.
            return false;
        }
    }

    /// <summary>The query for the successful logins of any account.</summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    internal static LogQuery Query(string logGroupName) => new(logGroupName, SuccessPattern.Of(SuccessfulLogin.EventId), []);

    /// <summary>Whether a successful login is on one of the first pages.</summary>
    internal static async Task<bool> IsAnyAsync(IAsyncEnumerable<LoginAuditEvent[]> source)
    {
        var pages = 0;
        await foreach (var page in source)
        {
            if (page.Any(one => one is LoginAuditSuccess))
                return true;
            if (++pages == MostPages)
                return false;
        }
        return false;
    }
}
