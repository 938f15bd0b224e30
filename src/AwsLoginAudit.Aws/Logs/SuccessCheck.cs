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
        var queries = logGroupNames.Select(name => new LogQuery(name, SuccessPattern.Of(SuccessfulLogin.EventId), []));
        var pages = 0;
        try
        {
            await foreach (var page in new LogEventReader(session).ReadAsync(queries, new LoginAuditRead(window), cancellationToken))
            {
                if (page.Any(one => one is LoginAuditSuccess))
                    return true;
                if (++pages == MostPages)
                    return false;
            }
        }
        catch (LoginAuditException)
        {
            // The read itself was complete, and the warning about its empty result is true in any case.
        }
        return false;
    }
}
