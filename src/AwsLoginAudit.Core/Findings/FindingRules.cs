namespace AwsLoginAudit;

/// <summary>The numbers that decide what is a finding. Every number has the default that is named with it.</summary>
/// <remarks>
/// Sources of the ideas: Elastic's rules on failures followed by a success, Splunk's on password spraying, Hayabusa's on codes of failed logons, and
/// Microsoft Sentinel's on excessive failures. The numbers are those of this module.
/// </remarks>
public sealed record FindingRules
{
    /// <summary>The failed guesses before a login that make it a break-in. The default is 5.</summary>
    public int BreakInGuesses { get; init; } = 5;

    /// <summary>The longest time between the last guess and the login of a break-in. The default is 1 hour.</summary>
    public TimeSpan BreakInWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most guesses, seconds apart, that the user may have typed before a login. The default is 15.</summary>
    public int PersonGuesses { get; init; } = 15;

    /// <summary>The most failed logins of an account that are typing errors if its login follows from the same place. The default is 4.</summary>
    public int TypingErrors { get; init; } = 4;

    /// <summary>The longest time between a typing error and the login. The default is 2 minutes.</summary>
    public TimeSpan TypingWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The guesses of one account on one instance within <see cref="GuessingWindow"/> that are password guessing. The default is 6.</summary>
    public int GuessingGuesses { get; init; } = 6;

    /// <summary>The time for <see cref="GuessingGuesses"/>. The default is 5 minutes.</summary>
    public TimeSpan GuessingWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The accounts from one source that are password spraying. The default is 10.</summary>
    public int SprayingAccounts { get; init; } = 10;

    /// <summary>The time for <see cref="SprayingAccounts"/>. The default is 5 minutes.</summary>
    public TimeSpan SprayingWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The time for <see cref="SprayingAccounts"/> where each account is tried a few times only. The default is 24 hours.</summary>
    public TimeSpan SlowSprayingWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The most guesses of each account in slow spraying. The default is 3.</summary>
    public int SlowSprayingGuesses { get; init; } = 3;

    /// <summary>The sources of guesses of one account that are distributed guessing. The default is 10.</summary>
    public int DistributedSources { get; init; } = 10;

    /// <summary>The time for <see cref="DistributedSources"/>. The default is 1 hour.</summary>
    public TimeSpan DistributedWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The unknown user names from one source that are user enumeration. The default is 5.</summary>
    public int EnumerationNames { get; init; } = 5;

    /// <summary>The time for <see cref="EnumerationNames"/>. The default is 5 minutes.</summary>
    public TimeSpan EnumerationWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The instances on which one source or one local account is tried that are lateral guessing. The default is 5.</summary>
    public int LateralInstances { get; init; } = 5;

    /// <summary>The time for <see cref="LateralInstances"/>. The default is 1 hour.</summary>
    public TimeSpan LateralWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The disabled, expired or locked accounts from one source that make a finding. The default is 3.</summary>
    public int DisabledAccounts { get; init; } = 3;

    /// <summary>The failed logins of one account, place and process at nearly constant intervals that are a stored password. The default is 6.</summary>
    public int StaleFailures { get; init; } = 6;

    /// <summary>The shortest interval of such failed logins. A tool that guesses has intervals of seconds. The default is 1 minute.</summary>
    public TimeSpan StaleInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The instances that a vulnerability scanner tries at least. The default is 20.</summary>
    public int ScannerInstances { get; init; } = 20;

    /// <summary>The longest time between two events of two logs that are one attempt. The default is 1 second.</summary>
    public TimeSpan SameAttempt { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long before an alarm's window the response to a firing reads failed logins, for slow spraying and stored passwords. The default is 24 hours.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(FindingRules), PrintMembers);
}
