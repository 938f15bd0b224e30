using AwsLoginAudit.Benchmarks;

// Measures what the module promises of its speed and prints one table; names run only those parts.
var parts = new (string Name, Func<Task<IReadOnlyList<Row>>> Measure)[]
{
    ("parse", Parse.MeasureAsync),
    ("import", Import.MeasureAsync),
    ("count", Count.MeasureAsync),
    ("memory", Memory.MeasureAsync),
    ("coldstart", ColdStart.MeasureAsync),
};
if (args.Except(parts.Select(part => part.Name)).Any())
{
    Console.Error.WriteLine($"Benchmarks [{string.Join('|', parts.Select(part => part.Name))}]...");
    return 2;
}

if (args is not (["parse"] or ["coldstart"]))
    await Engine.PrecompileAsync();
var rows = new List<Row>();
foreach (var (name, measure) in parts.Where(part => args.Length == 0 || args.Contains(part.Name)))
{
    Console.Error.WriteLine($"measuring {name} ...");
    rows.AddRange(await measure());
}
foreach (var line in Row.Table(rows))
    Console.WriteLine(line);
return 0;
