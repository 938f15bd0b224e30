using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>From events to failures: parses them, and leaves out successes, copies, and what lies outside the window.</summary>
/// <remarks>It remembers what it has seen, so one instance serves one question, whatever number of sources it is read from.</remarks>
/// <param name="window">What was asked.</param>
public sealed class FailureReader(LoginAuditWindow window)
{
    private readonly EventParser parser = new();
    private readonly EventDeduplicator deduplicator = new();

    /// <summary>Events that were left out because Windows audited them as a success.</summary>
    public long Successes { get; private set; }

    /// <summary>Events that were left out because they had been seen before.</summary>
    public long Copies { get; private set; }

    /// <summary>Reads one event.</summary>
    /// <param name="logEvent">The event.</param>
    /// <returns>The failure; null where the event is a success, a copy, or outside the window.</returns>
    public LoginAuditFailure? Read(LogEvent logEvent) => Take(parser.Parse(logEvent, window));

    [MethodImpl(Hot.Path)]
    private LoginAuditFailure? Take(LoginAuditFailure failure)
    {
        if (failure.Outcome == AuditOutcome.Success)
        {
            Successes++;
            return null;
        }
        if (failure.Time is { } time && !window.Contains(time))
            return null;
        if (deduplicator.IsNew(failure))
            return failure;
        Copies++;
        return null;
    }

    /// <summary>Reads a source of events, one by one.</summary>
    /// <param name="events">The source; disposed when reading ends, however it ends.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failures.</returns>
    public async IAsyncEnumerable<LoginAuditFailure> ReadAsync(
        IAsyncEnumerable<LogEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var logEvent in events.WithCancellation(cancellationToken))
        {
            if (Read(logEvent) is { } failure)
                yield return failure;
        }
    }

    /// <summary>Sifts a source of events that are parsed already, one by one.</summary>
    /// <param name="events">The source; disposed when reading ends, however it ends.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failures.</returns>
    public async IAsyncEnumerable<LoginAuditFailure> ReadAsync(
        IAsyncEnumerable<LoginAuditFailure> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var parsed in events.WithCancellation(cancellationToken))
        {
            if (Take(parsed) is { } failure)
                yield return failure;
        }
    }
}
