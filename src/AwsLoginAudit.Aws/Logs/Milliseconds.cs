namespace AwsLoginAudit.Aws;

/// <summary>Converts the start and end of a window to whole milliseconds, the precision of log events.</summary>
internal static class Milliseconds
{
    /// <summary>Returns the first whole millisecond that is not before a time.</summary>
    public static long From(DateTimeOffset time) => time.ToUnixTimeMilliseconds() + (time.UtcTicks % TimeSpan.TicksPerMillisecond > 0 ? 1 : 0);
}
