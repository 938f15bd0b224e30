using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;

namespace AwsLoginAudit.Benchmarks;

/// <summary>What is written by hand although the framework has something like it, beside the framework's.</summary>
internal static class Pieces
{
    private const int Events = 100_000;
    private const int Rounds = 5;

    private static readonly string[][] Marked =
    [
        ["PageReader", "EventPage", "PageText"],
        ["ShippedEventScanner"],
        ["ByteSearch"],
        ["EventFields", "StringCache", "Digits"],
        ["EventParser", "CodeTables", "SourceAddress", "FailedLogin", "EventRoles", "ForeignFields"],
    ];

    public static async Task MeasureAsync(Results results)
    {
        foreach (var framework in new[] { "net8.0", "netstandard2.0" })
            AddInProcess(results, framework);
        await AddMarksAsync(results);
    }

    // Processor time of the first count of a process, the mark in place and taken away.
    private static async Task AddMarksAsync(Results results)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await using var server = await Server.StartAsync(new Load(Events));
            Contender[] all = [Engine.CountingInProcessorTime(Places.Module), .. Marked.Select(classes => Engine.CountingInProcessorTime(Marks.CopyWithout(folder.FullName, classes)))];
            await all[0].RunAsync(server);
            var runs = await Contender.RunInTurnAsync(server, Rounds, all);
            for (var i = 0; i < Marked.Length; i++)
            {
                var ratio = runs[0].Seconds / runs[i + 1].Seconds;
                results.Rows.Add(new($"CPU time of {Events:N0} failures counted; marked: {string.Join(", ", Marked[i])}", $"{runs[0].Seconds:0.00} s", $"not marked: {runs[i + 1].Seconds:0.00} s", $"{ratio:0.00}", "0.91", ratio <= 0.91));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The build for a framework; the runtime is the same.
    private static void AddInProcess(Results results, string framework)
    {
        var core = new AssemblyLoadContext(framework).LoadFromAssemblyPath(Path.Combine(Places.Module, "bin", framework, "AwsLoginAudit.Core.dll"));
        var names = Enumerable.Range(0, 1000).Select(i => $"user{i % 50}").ToArray();
        var cached = Cache(core);
        Add("1,000 names that come again and again as strings, StringCache", () => Sum(names, cached), "a new string each", () => Sum(names, text => new string(text)));

        var packed = Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(File.ReadAllText(Places.Recording), 20))));
        Add("a recording unpacked, GzipReader", () => Drain(Unpacked(core, packed)), "GZipStream, which takes it for whole if it is cut off", () => Drain(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)));
        BytePieces.Add(core, File.ReadAllBytes(Places.Recording), Add);

        void Add(string what, Func<long> ours, string peer, Func<long> theirs)
        {
            var (mine, other) = (Figures.Of(ours), Figures.Of(theirs));
            results.Rows.Add(new($"{what}, {framework}", $"{mine}", $"{peer}: {other}", $"{mine.Microseconds / other.Microseconds:0.00}", "-", null));
        }
    }

    private static Func<ReadOnlySpan<char>, string> Cache(Assembly core)
    {
        var type = core.GetType("AwsLoginAudit.StringCache", throwOnError: true)!;
        return type.GetMethod("Get")!.CreateDelegate<Func<ReadOnlySpan<char>, string>>(Activator.CreateInstance(type));
    }

    private static Stream Unpacked(Assembly core, byte[] packed) =>
        (Stream)Activator.CreateInstance(core.GetType("AwsLoginAudit.GzipReader", throwOnError: true)!, new MemoryStream(packed))!;

    private static long Sum(string[] names, Func<ReadOnlySpan<char>, string> read) => names.Sum(name => (long)read(name).Length);

    private static long Drain(Stream stream)
    {
        using (stream)
        {
            var (buffer, total) = (new byte[64 * 1024], 0L);
            while (stream.ReadAsync(buffer, 0, buffer.Length).GetAwaiter().GetResult() is > 0 and var read)
                total += read;
            return total;
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private sealed record Figures(double Microseconds, double Bytes)
    {
        private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

        // The median of some; what is compiled in steps has been by then.
        public static Figures Of(Func<long> work)
        {
            var passes = 0;
            for (var start = Stopwatch.StartNew(); start.Elapsed < 3 * Least; passes++)
                work();
            passes = (passes / 3) + 1;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var times = Enumerable.Range(0, Rounds).Select(_ => Time(work, passes)).ToList();
            return new(times.Median(), (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(passes * Rounds));
        }

        private static double Time(Func<long> work, int passes)
        {
            var start = Stopwatch.GetTimestamp();
            for (var pass = 0; pass < passes; pass++)
                work();
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / passes;
        }

        public override string ToString() => $"{Microseconds:N1} µs, {Bytes:N0} B";
    }
}
