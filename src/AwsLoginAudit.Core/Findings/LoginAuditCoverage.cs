namespace AwsLoginAudit;

/// <summary>Whether somebody got in, as far as successful logins have been read.</summary>
public enum LoginAuditGotIn : byte
{
    /// <summary>Successful logins have not been read.</summary>
    NotRead,

    /// <summary>Successful logins have been read, and none follows the failed ones.</summary>
    Nobody,

    /// <summary>A successful login follows failed ones.</summary>
    Somebody,

    /// <summary>Successful logins cannot be read, or the log groups hold none.</summary>
    Unknown,
}

/// <summary>What the findings of a report rest on: the events that were read, until when, and what could not be known.</summary>
public sealed record LoginAuditCoverage
{
    /// <summary>Whether every failed login was examined for findings. Otherwise <see cref="Unknowns"/> says why not.</summary>
    public bool FailuresExamined { get; init; }

    /// <summary>Whether somebody got in.</summary>
    public LoginAuditGotIn GotIn { get; init; }

    /// <summary>The reason why it is unknown whether somebody got in, in full sentences; null unless <see cref="GotIn"/> is Unknown.</summary>
    public string? Reason { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The start of the time in which successful logins were looked for, UTC; null if they have not been read.</summary>
    public DateTimeOffset? LoginsFrom { get; init; }

    /// <summary>The end of the time in which successful logins were looked for, UTC; null if they have not been read.</summary>
    public DateTimeOffset? LoginsUntil { get; init; }

    /// <summary>The time up to which failed logins were read, UTC; null without a window.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The log groups that were read; empty for files and the pipeline.</summary>
    public IReadOnlyList<string> LogGroupNames { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>What could not be known, in full sentences; empty if nothing is unknown.</summary>
    public IReadOnlyList<string> Unknowns { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>One sentence about whether somebody got in. It never says that nobody did unless successful logins have been read.</summary>
    public string Verdict => GotIn switch
    {
        LoginAuditGotIn.Nobody => $"Nobody got in{(LoginsUntil is { } until ? $" from {Words.Time(LoginsFrom)} to {Words.Time(until)}" : "")}: no successful login of these accounts, and none from these sources, follows the failed guesses.",
        LoginAuditGotIn.Somebody => "Somebody got in: see the findings.",
        LoginAuditGotIn.Unknown => $"It is unknown whether somebody got in. {Reason}",
        _ => "Successful logins have not been read, so this report does not say whether somebody got in.",
    };

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(Verdict);
}
