using AwsLoginAudit.Benchmarks;

// Measures what the module promises of its speed and prints tables; names run only those parts.
string[] longest = ["insights", "fleet", "pieces"];
var parts = new (string Name, Func<Results, Task> MeasureAsync)[]
{
    ("parse", Parse.MeasureAsync),
    ("evtx", EventLogFile.MeasureAsync),
    ("import", Import.MeasureAsync),
    ("count", Count.MeasureAsync),
    ("quota", Quota.MeasureAsync),
    ("memory", Memory.MeasureAsync),
    ("report", Report.MeasureAsync),
    ("findings", Findings.MeasureAsync),
    ("exclusions", Exclusions.MeasureAsync),
    ("coldstart", ColdStart.MeasureAsync),
    (longest[0], Insights.MeasureAsync),
    (longest[1], Fleet.MeasureAsync),
    (longest[2], Pieces.MeasureAsync),
};
if (args is not ["all"] && args.Except(parts.Select(part => part.Name)).Any())
{
    Console.Error.WriteLine($"Benchmarks [all|{string.Join('|', parts.Select(part => part.Name))}]...");
    return 2;
}

if (args is not (["parse"] or ["evtx"] or ["coldstart"]))
    await Engine.PrecompileAsync();
var results = new Results();
foreach (var (name, measure) in parts.Where(part => args is ["all"] || (args is [] ? !longest.Contains(part.Name) : args.Contains(part.Name))))
{
    Console.Error.WriteLine($"measuring {name} ...");
    await measure(results);
}
foreach (var line in await Machine.DescribeAsync())
    Console.WriteLine($"    {line}");
foreach (var table in new[] { Row.Table(results.Rows), Run.Table(results.Runs) }.Where(table => table.Count() > 2))
{
    Console.WriteLine();
    foreach (var line in table)
        Console.WriteLine(line);
}
return 0;
