namespace AwsLoginAudit.Aws;

/// <summary>A window's bounds as whole milliseconds, as the times of log events are.</summary>
internal static class Milliseconds
{
    /// <summary>The first that is not before a time.</summary>
    public static long From(DateTimeOffset time) => time.ToUnixTimeMilliseconds() + (time.UtcTicks % TimeSpan.TicksPerMillisecond > 0 ? 1 : 0);
}
