namespace AwsLoginAudit;

/// <summary>The facts about failures that a count covers.</summary>
[Flags]
public enum FailureFacts
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>The number of failures.</summary>
    Count = 1,
    /// <summary>The instance and the computer.</summary>
    Instance = 2,
    /// <summary>The account.</summary>
    Account = 4,
    /// <summary>The source address, and whether the events are suspicious or malformed.</summary>
    Source = 8,
    /// <summary>The reason and the logon type.</summary>
    Reason = 16,
    /// <summary>All facts.</summary>
    All = Count | Instance | Account | Source | Reason,
}

/// <summary>A number of failures that share some facts, counted elsewhere, such as by CloudWatch Logs Insights.</summary>
/// <param name="Sample">A failure that has these facts; its other members are ignored.</param>
/// <param name="Count">The number of failures.</param>
/// <param name="Facts">The facts that are covered. The same failures can be added several times, once for each fact.</param>
public readonly record struct CountedFailures(LoginAuditFailure Sample, long Count, FailureFacts Facts)
{
    /// <summary>Whether a fact is covered.</summary>
    /// <param name="fact">One fact.</param>
    public bool Has(FailureFacts fact) => (Facts & fact) != FailureFacts.None;

    /// <summary>The time of the earliest failure, UTC; given with <see cref="FailureFacts.Count"/>, null if none has a time.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>The time of the latest failure, UTC.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The start of the window's cell (<see cref="FailureCounter.CellsOf"/>) that contains all the failures, or any instant in the cell.</summary>
    public DateTimeOffset? Cell { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(CountedFailures), PrintMembers);
}
