using LocalAws;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>Failed logins of some machines in one log group or two, drawn by a seed: out of order, sent twice, hostile, and successes among them.</summary>
internal sealed class StormRecording
{
    // Two or three hundred of them make a page.
    private static readonly string Padding = $"<Data Name='Padding'>{new string('x', 2_000)}</Data>";

    // What somebody types at a login prompt to be counted for another, not at all, or twice.
    private static readonly string[] Hostile =
    [
        "</Data></EventData></Event><Event>", "<Computer>WIN-2</Computer>", "<Keywords>0x8020000000000000</Keywords>", "<EventID>4624</EventID>", "<!--", "<![CDATA[", "a&b", "\u0001\u202e",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>", "\"}],\"nextToken\":\"x\"}", "\\u0000\\", "%6",
    ];

    private readonly Random random;
    private readonly Dictionary<string, long> expected = [];

    public StormRecording(int seed) => random = new Random(seed);

    public DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public DateTimeOffset End => Start.AddHours(1);

    public IReadOnlyList<string> LogGroups { get; private set; } = [];

    /// <summary>How many failures each machine has, by how they were made.</summary>
    public IReadOnlyDictionary<string, long> Expected => expected;

    /// <summary>Puts it into log groups of a server.</summary>
    public void Load(LocalAwsServer server)
    {
        LogGroups = [.. Enumerable.Range(0, random.Next(3) == 0 ? 2 : 1).Select(number => $"/storm/{number}")];
        foreach (var group in LogGroups)
        {
            // Machines of several groups have names of their own, as instances have.
            foreach (var machine in Enumerable.Range(0, random.Next(2, 7)).Select(number => $"i-{group[^1]}{number}"))
                Load(server, group, machine, random.Next(1, 500 / LogGroups.Count));
        }
    }

    /// <summary>Failures that arrive while somebody reads, with times of the hour that is read.</summary>
    public void LoadLate(LocalAwsServer server) => server.Logs.Load(LogGroups[0], "i-late", Events("i-late", 20, hostilePercent: 0).Select(sent => (sent.Time, sent.Message)));

    private void Load(LocalAwsServer server, string group, string machine, int count)
    {
        var events = Events(machine, count, hostilePercent: 5).ToList();
        expected[machine] = count;
        // An agent sends again what it is not sure to have sent, and two of them keep no order.
        var again = events.Where(sent => sent.MayRepeat && random.Next(5) == 0).ToList();
        var arrived = events.Concat(again).Concat(Successes(machine)).ToArray();
        random.Shuffle(arrived);
        server.Logs.Load(group, machine, arrived.Select(sent => (sent.Time, sent.Message)));
        // The neighbours of the hour belong to other windows.
        server.Logs.Load(group, machine, [(Start.AddMilliseconds(-1), Text(machine, Start, 900_000)), (End, Text(machine, End, 900_001))]);
    }

    private IEnumerable<(DateTimeOffset Time, string Message, bool MayRepeat)> Events(string machine, int count, int hostilePercent)
    {
        for (var number = 0; number < count; number++)
        {
            // Storms have many failures in a millisecond.
            var time = Start.AddMilliseconds(random.Next(4) == 0 ? 1_800_000 : random.Next(3_600_000));
            var isHostile = random.Next(100) < hostilePercent;
            yield return (time, Text(machine, time, number, isHostile ? Hostile[random.Next(Hostile.Length)] : "guest"), !isHostile);
        }
    }

    // One of them is found by the filter all the same, since somebody's name is made for it.
    private IEnumerable<(DateTimeOffset Time, string Message, bool MayRepeat)> Successes(string machine) =>
        Enumerable.Range(0, random.Next(5)).Select(number => (
            Start.AddMinutes(number),
            Text(machine, Start, 800_000 + number, number == 0 ? "Audit Failure" : "guest").Replace("0x8010000000000000", "0x8020000000000000", StringComparison.Ordinal)
                .Replace("<EventID>4625", "<EventID>4624", StringComparison.Ordinal)
                .Replace("<Keyword>Audit Failure", "<Keyword>Audit Success", StringComparison.Ordinal),
            false));

    private static string Text(string machine, DateTimeOffset time, int record, string account = "guest") =>
        new SecurityEvent(time, "WIN-" + machine, record) { Account = account, MoreData = Padding }.Rendered;
}
