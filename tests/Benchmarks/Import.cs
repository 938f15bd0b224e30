namespace AwsLoginAudit.Benchmarks;

/// <summary>What importing the module adds to the start of an engine.</summary>
internal static class Import
{
    private const int Rounds = 7;
    private const double TargetMilliseconds = 150;

    // Without any command the engine would not have started its parser and pipeline, which no session goes without.
    private const string AnyCommand = "Get-Module;";

    public static async Task<IReadOnlyList<Row>> MeasureAsync()
    {
        // The first one reads the files from the disk.
        await Engine.MillisecondsAsync(Engine.ImportModule);
        var (with, without) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await Engine.MillisecondsAsync(AnyCommand));
            with.Add(await Engine.MillisecondsAsync(AnyCommand + Engine.ImportModule));
        }
        var added = with.Median() - without.Median();
        return
        [
            new("Import-Module, engine's start with and without", $"{with.Median():N0} ms", $"{without.Median():N0} ms",
                $"{added:+0;-0} ms", $"+{TargetMilliseconds:N0} ms", added <= TargetMilliseconds),
        ];
    }
}
