using System.Diagnostics;
using System.Globalization;

namespace LocalAws.Functions;

/// <summary>Kills a function's process that holds more memory than its MemorySize, as Lambda does: Runtime.ExitError, signal: killed.</summary>
/// <remarks>
/// Lambda sets the limit from outside, and .NET does not see it: remarks of AdjustMemorySettings in aws-lambda-dotnet, LambdaBootstrap.cs. Anonymous memory
/// counts here, because the kernel lets go of a file's pages before it kills a process. Linux alone tells how much that is.
/// </remarks>
/// <param name="process">The process.</param>
/// <param name="megabytes">The limit.</param>
internal sealed class MemoryLimit(Process process, int megabytes)
{
    private const string Field = "RssAnon:";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>The most that was seen, in megabytes.</summary>
    public int MostUsed { get; private set; }

    /// <summary>Looks again and again, until the process ends.</summary>
    public async Task WatchAsync()
    {
        while (OperatingSystem.IsLinux() && !process.HasExited)
        {
            MostUsed = Math.Max(MostUsed, Megabytes());
            if (MostUsed > megabytes)
                process.Kill(entireProcessTree: true);
            await Task.Delay(Interval);
        }
    }

    private int Megabytes()
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line[Field.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) >> 10;
        }
        catch (IOException)
        {
            // It has ended.
            return 0;
        }
    }
}
