using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AwsLoginAudit.Benchmarks;

/// <summary>Events per second that one core parses, beside other readers and what its memory gives.</summary>
internal static class Parse
{
    private const double TargetPerSecond = 60_000;

    public static Task MeasureAsync(Results results)
    {
        var config = new ManualConfig { ArtifactsPath = Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts") }
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddLogger(NullLogger.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance);
        var summary = BenchmarkRunner.Run<ParseBenchmarks>(config);

        var ours = Figures.Of(summary, nameof(ParseBenchmarks.EventParser));
        results.Rows.AddRange(ParseBenchmarks.Peers.Select(Compare));
        results.Rows.Add(Against("copied", Bandwidth.Copy()));
        results.Rows.Add(Against("read", Bandwidth.Read()));
        return Task.CompletedTask;

        Row Against(string how, double bandwidth)
        {
            var speed = ours.PerSecond * ParseBenchmarks.BytesPerPass / ParseBenchmarks.EventsPerPass / 1e9;
            return new("event text parsed", $"{speed:0.00} GB/s", $"memory {how}: {bandwidth:0.0} GB/s", $"{speed / bandwidth:0.000}", "-", null);
        }

        Row Compare(string peer)
        {
            var theirs = Figures.Of(summary, peer);
            return new("events parsed per second", $"{ours}", $"{peer}: {theirs}",
                $"{ours.PerSecond / theirs.PerSecond:0.0}", $"{TargetPerSecond:N0}/s", ours.PerSecond >= TargetPerSecond);
        }
    }

    /// <summary>One method's speed, and what one event allocates.</summary>
    private sealed record Figures(double PerSecond, double BytesPerEvent)
    {
        public static Figures Of(Summary summary, string method)
        {
            var report = summary.Reports.FirstOrDefault(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method);
            if (report?.ResultStatistics is not { } times)
                throw new InvalidOperationException($"{method} was not measured: {string.Join('\n', summary.ValidationErrors)}");
            double events = ParseBenchmarks.EventsPerPass;
            return new(events * 1e9 / times.Mean, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase).GetValueOrDefault() / events);
        }

        public override string ToString() => $"{PerSecond:N0}/s, {BytesPerEvent:N0} B each";
    }
}
