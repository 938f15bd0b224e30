namespace AwsLoginAudit.Benchmarks;

/// <summary>What importing the module adds to the start of an engine, beside what importing anything at all adds.</summary>
internal static class Import
{
    private const int Rounds = 7;
    private const double TargetMilliseconds = 150;

    // Without any command the engine would not have started its parser and pipeline, which no session goes without.
    private const string AnyCommand = "Get-Module;";

    public static async Task MeasureAsync(Results results)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var empty = Path.Combine(folder.FullName, "Empty.psm1");
            await File.WriteAllTextAsync(empty, "");
            results.Rows.Add(await CompareAsync($"Import-Module '{empty}'"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Row> CompareAsync(string importEmpty)
    {
        // The first one reads the files from the disk.
        await Engine.MillisecondsAsync(Engine.ImportModule);
        var (without, empty, with) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await Engine.MillisecondsAsync(AnyCommand));
            empty.Add(await Engine.MillisecondsAsync(AnyCommand + importEmpty));
            with.Add(await Engine.MillisecondsAsync(AnyCommand + Engine.ImportModule));
        }
        var (added, emptyAdded) = (with.Median() - without.Median(), empty.Median() - without.Median());
        return new(
            $"Import-Module, on top of an engine's start of {without.Median():N0} ms",
            $"{added:+0;-0} ms",
            $"an empty module: {emptyAdded:+0;-0} ms",
            // Of two small differences none can be told.
            "-",
            $"+{TargetMilliseconds:N0} ms",
            added <= TargetMilliseconds);
    }
}
