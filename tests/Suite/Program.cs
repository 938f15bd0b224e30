using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

// Runs all test programs, two at a time, because most of them wait for half of their time. The arguments are xunit's own (for example: -class "*Parser*").
// The last line is "N passed, N failed[, N skipped]" over all of them.
const int AtOnce = 2;

var programs = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Suite").Value!.Split(';');
var (passed, failed, skipped) = (0, 0, 0);
using var turns = new SemaphoreSlim(AtOnce);
foreach (var (program, last) in await Task.WhenAll(programs.Select(RunInTurnAsync)))
{
    var counts = Regex.Match(last, "(?<passed>[0-9]+) passed, (?<failed>[0-9]+) failed(, (?<skipped>[0-9]+) skipped)?$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    if (!counts.Success)
    {
        Console.WriteLine($"{program} ended without its counts.");
        failed++;
        continue;
    }
    passed += Number(counts, "passed");
    failed += Number(counts, "failed");
    skipped += Number(counts, "skipped");
}
Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
return failed > 0 || passed == 0 ? 1 : 0;

static int Number(Match counts, string group) => counts.Groups[group].Success ? int.Parse(counts.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

async Task<(string Program, string LastLine)> RunInTurnAsync(string path)
{
    await turns.WaitAsync();
    try
    {
        var program = Path.GetFileNameWithoutExtension(path);
        return (program, await RunAsync(program, path));
    }
    finally
    {
        turns.Release();
    }
}

async Task<string> RunAsync(string program, string path)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", [path, .. args]) { RedirectStandardOutput = true, UseShellExecute = false })!;
    var last = "";
    while (await process.StandardOutput.ReadLineAsync() is { } line)
    {
        Console.WriteLine($"{program,-9} | {line}");
        last = line;
    }
    await process.WaitForExitAsync();
    return last;
}
