using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

// Runs all tests, one program of tests after the other; the arguments are xunit's own (for example: -class "*Parser*").
// The last line is "N passed, N failed[, N skipped]" over all of them.
var programs = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Suite").Value!.Split(';');
var (passed, failed, skipped) = (0, 0, 0);
foreach (var program in programs)
{
    var last = Run(program, args);
    var counts = Regex.Match(last, "(?<passed>[0-9]+) passed, (?<failed>[0-9]+) failed(, (?<skipped>[0-9]+) skipped)?$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    if (!counts.Success)
    {
        Console.WriteLine($"{Path.GetFileNameWithoutExtension(program)} ended without its counts.");
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

// Returns the last line of its output.
static string Run(string program, string[] args)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true, UseShellExecute = false })!;
    var last = "";
    while (process.StandardOutput.ReadLine() is { } line)
    {
        Console.WriteLine(line);
        last = line;
    }
    process.WaitForExit();
    return last;
}
