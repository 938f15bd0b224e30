using System.Diagnostics;

namespace AwsLoginAudit.Fuzz;

/// <summary>What reading an input took.</summary>
internal readonly record struct Cost(TimeSpan Time, long Allocated);

/// <summary>Reads one input and says what is wrong with how it went.</summary>
internal sealed class Trial(Target target)
{
    // What the machine does meanwhile is not the reader's: what looks slow is read again, and the processor's time counts.
    private const int MostTimes = 8;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    private const long MostAllocated = 16 * 1024 * 1024;

    /// <summary>Reads the input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="cost">What it took; nothing where it failed.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public string? Run(ReadOnlySpan<byte> input, out Cost cost)
    {
        cost = default;
        try
        {
            target.Prepare(input);
            cost = Measure();
            target.Check();
        }
#pragma warning disable CA1031 // Whatever it is, it is a finding.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure is BrokenPromiseException ? failure.Message : failure.ToString();
        }
        var longest = target.Units * Longest;
        if (cost.Allocated > target.Units * MostAllocated)
            return $"allocated {cost.Allocated:N0} bytes for {input.Length:N0}";
        return cost.Time > longest && (cost = Again(cost, longest)).Time > longest ? $"took {cost.Time.TotalMilliseconds:N0} ms for {input.Length:N0} bytes" : null;
    }

    private Cost Again(Cost cost, TimeSpan longest)
    {
        for (var times = 1; times < MostTimes && cost.Time > longest; times++)
        {
            var before = Environment.CpuUsage.TotalTime;
            target.Read();
            var used = Environment.CpuUsage.TotalTime - before;
            if (used < cost.Time)
                cost = cost with { Time = used };
        }
        return cost;
    }

    private Cost Measure()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        target.Read();
        return new Cost(Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
