namespace LocalAws;

/// <summary>Where a <see cref="LocalAwsServer"/> listens and whom it pretends to be.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>After this time the server stops by itself; null: when it is disposed.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The time of the account: what is too old, too new, expired or due. Signatures are checked against the machine's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The only region that requests may be signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The account that owns everything here.</summary>
    public string AccountId { get; init; } = "123456789012";
}
