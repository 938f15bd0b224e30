using System.Globalization;
using System.Xml.Linq;
using Xunit.Runner.InProc.SystemConsole;

// Runs every test of this project; arguments are xunit's own (for example: -class "*Parser*").
// The last line is always "N passed, N failed[, N skipped]"; what was skipped is named, with its reason.
var results = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xml");
// The programs that the tests start run as briefly as the tests do, see Tests.props.
Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
// Many tests wait for a process or for time to pass, and need not keep the others waiting.
var exitCode = await ConsoleRunner.Run(["-maxThreads", "2x", .. args, "-result-xml", results]);
if (!File.Exists(results))
    return exitCode == 0 ? 2 : exitCode;

var assemblies = XDocument.Load(results).Descendants("assembly").ToList();
File.Delete(results);

foreach (var test in assemblies.Descendants("test").Where(t => (string?)t.Attribute("result") == "Skip"))
    Console.WriteLine($"skipped: {(string?)test.Attribute("name")}: {(string?)test.Element("reason")}");

int Total(string name) => assemblies.Sum(a => int.Parse((string?)a.Attribute(name) ?? "0", CultureInfo.InvariantCulture));

var (passed, failed, skipped) = (Total("passed"), Total("failed") + Total("errors"), Total("skipped"));
Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
return failed > 0 || passed == 0 ? 1 : exitCode;
