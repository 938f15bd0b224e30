namespace AwsLoginAudit.Benchmarks;

/// <summary>What a server has, and how it answers.</summary>
/// <param name="Events">Failed logins of about 3 KB, on 50 log streams.</param>
/// <param name="Milliseconds">What passes before each answer.</param>
/// <param name="Quota">Pages a second, beyond which it throttles; null for any number.</param>
internal sealed record Load(int Events, int Milliseconds = 0, int? Quota = null)
{
    /// <summary>Over which time they are spread, from <see cref="Start"/> on; null for the last minutes.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>How long a query of Logs Insights takes at least.</summary>
    public TimeSpan QueryTime { get; init; }

    /// <summary>The first event's time where there is a window.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
