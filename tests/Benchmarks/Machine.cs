using BenchmarkDotNet.Environments;

namespace AwsLoginAudit.Benchmarks;

/// <summary>The machine that all figures are of.</summary>
internal static class Machine
{
    /// <summary>Processor, memory, system, and what everything runs on.</summary>
    public static async Task<IEnumerable<string>> DescribeAsync() =>
    [
        .. HostEnvironmentInfo.GetCurrent().ToFormattedString(),
        $"Memory: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB",
        .. (await Peers.FindAsync()).Versions,
    ];
}
