using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>From events to failures: parse, leave out successes and copies.</summary>
public static class FailureReader
{
    /// <summary>Reads failures from a source of events, one by one.</summary>
    /// <param name="events">The source; disposed when reading ends, however it ends.</param>
    /// <param name="window">What was asked; events with a time outside of it are left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Every event that is not known to be an audit success, once.</returns>
    public static async IAsyncEnumerable<LoginAuditFailure> ReadAsync(
        IAsyncEnumerable<LogEvent> events,
        LoginAuditWindow window,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var parser = new EventParser();
        var deduplicator = new EventDeduplicator();
        await foreach (var logEvent in events.WithCancellation(cancellationToken))
        {
            var failure = parser.Parse(logEvent, window);
            if (failure.Outcome == AuditOutcome.Success || (failure.Time is { } time && !window.Contains(time)))
                continue;
            if (deduplicator.IsNew(failure))
                yield return failure;
        }
    }
}
