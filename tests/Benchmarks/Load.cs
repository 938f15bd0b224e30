namespace AwsLoginAudit.Benchmarks;

/// <summary>What a server has, and how it answers.</summary>
/// <param name="Events">Failed logins of about 3 KB, on 50 log streams.</param>
/// <param name="Milliseconds">What passes before each answer.</param>
/// <param name="Quota">Pages a second, beyond which it throttles as in a Region of that quota: 5, 10 or 25; null for any number.</param>
internal sealed record Load(int Events, int Milliseconds = 0, int? Quota = null)
{
    /// <summary>The Region that it is in.</summary>
    public string Region => Quota switch { 5 => "eu-central-1", 10 => "eu-west-1", _ => "us-east-1" };

    /// <summary>Over which time they are spread, from <see cref="Start"/> on; null for the last minutes.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Whether each event has an account and a source of its own.</summary>
    public bool HasOwnNames { get; init; }

    /// <summary>How long a query of Logs Insights takes at least.</summary>
    public TimeSpan QueryTime { get; init; }

    /// <summary>The first event's time where there is a window.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
