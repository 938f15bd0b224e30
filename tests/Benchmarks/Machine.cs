using System.Runtime.InteropServices;
using BenchmarkDotNet.Environments;

namespace AwsLoginAudit.Benchmarks;

/// <summary>The machine that all figures are of.</summary>
internal static class Machine
{
    /// <summary>Processor, memory, system, and what everything runs on.</summary>
    public static async Task<IEnumerable<string>> DescribeAsync() => new[]
    {
        string.Join(", ", HostEnvironmentInfo.GetCurrent().ToFormattedString()),
        $"{RuntimeInformation.FrameworkDescription}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB of memory",
        await Peers.VersionsAsync(),
    }.Where(line => line.Length > 0);
}
