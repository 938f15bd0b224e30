using System.Globalization;

namespace AwsLoginAudit.Benchmarks;

/// <summary>A program that counts what a server has and prints lines of "count seconds", one for each run.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments, for a server's address.</param>
internal sealed record Contender(string Name, string Program, Func<string, IEnumerable<string>> Arguments)
{
    /// <summary>Its standard input, for a server's address.</summary>
    public Func<string, string> Input { get; init; } = _ => "";

    /// <summary>It counts pages, because it does not look at events.</summary>
    public bool CountsPages { get; init; }

    /// <summary>It is what is measured: where it has to be stopped, nothing is.</summary>
    public bool MustEnd { get; init; }

    /// <summary>What it would need and is not here; null where all is.</summary>
    public string? Missing { get; init; }

    /// <summary>Counts; what does not count everything is no measurement.</summary>
    public async Task<Run> RunAsync(Server server)
    {
        if (Missing is not null)
            return Run.None(server.Load, Name, $"skipped, no {Missing}");
        await server.RequestsAsync();
        var ended = await Child.MeasureAsync(Program, Arguments(server.Url), Input(server.Url));
        var (requests, refused) = await server.RequestsAsync();
        if (ended.Stopped is not null)
            return MustEnd ? throw new InvalidOperationException($"{Name} was stopped: {ended.Stopped}.") : Run.None(server.Load, Name, $"stopped, {ended.Stopped}");
        var expected = CountsPages ? requests : server.Load.Events;
        var seconds = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => SecondsOf(line, expected) ?? ended.Seconds).ToList();
        return seconds.Count > 0
            ? new Run(server.Load, Name, seconds[0], seconds[1..], ended.CpuSeconds, ended.PeakBytes, requests / seconds.Count, refused)
            : throw new InvalidOperationException($"{Name} counted nothing.");
    }

    /// <summary>Several run in turn, a number of rounds each.</summary>
    public static async Task<Run[]> RunInTurnAsync(Server server, int rounds, params Contender[] contenders)
    {
        var runs = contenders.Select(_ => new List<Run>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                runs[i].Add(await contenders[i].RunAsync(server));
                Console.Error.WriteLine($"  {runs[i][^1]}");
            }
        }
        return [.. runs.Select(Run.Median)];
    }

    // None where it does not time itself: then it is the whole process.
    private double? SecondsOf(string line, int expected)
    {
        var parts = line.Split(' ');
        if (int.Parse(parts[0], CultureInfo.InvariantCulture) != expected)
            throw new InvalidOperationException($"{Name} counted {parts[0]} of {expected}.");
        return parts.Length > 1 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : null;
    }
}
