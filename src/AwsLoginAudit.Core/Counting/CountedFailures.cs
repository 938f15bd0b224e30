namespace AwsLoginAudit;

/// <summary>Of which facts failures were counted.</summary>
[Flags]
public enum FailureFacts
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>How many they are.</summary>
    Count = 1,
    /// <summary>The instance and its computer.</summary>
    Instance = 2,
    /// <summary>The account.</summary>
    Account = 4,
    /// <summary>The source address, and with it whether an event is suspicious or malformed.</summary>
    Source = 8,
    /// <summary>The reason and the logon type.</summary>
    Reason = 16,
    /// <summary>All of them.</summary>
    All = Count | Instance | Account | Source | Reason,
}

/// <summary>Failures that are the same in some facts, counted elsewhere.</summary>
/// <param name="Sample">One that has those facts; the others of it are not looked at.</param>
/// <param name="Count">How many failures.</param>
/// <param name="Facts">The facts that are told; a failure may be told fact by fact, each of them once.</param>
public readonly record struct CountedFailures(LoginAuditFailure Sample, long Count, FailureFacts Facts)
{
    /// <summary>Whether a fact is told.</summary>
    /// <param name="fact">One fact.</param>
    public bool Tells(FailureFacts fact) => (Facts & fact) != FailureFacts.None;

    /// <summary>The earliest, UTC; told with <see cref="FailureFacts.Count"/>, null where none has a time.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>The latest, UTC.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The start of the cell (<see cref="FailureCounter.CellOf"/>) of the window that they all lie in, or any instant in it.</summary>
    public DateTimeOffset? Cell { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(CountedFailures), PrintMembers);
}
