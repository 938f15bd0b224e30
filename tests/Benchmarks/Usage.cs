using System.Diagnostics;
using System.Globalization;

namespace AwsLoginAudit.Benchmarks;

/// <summary>What a process and those that it starts use, looked at from outside while they run.</summary>
/// <remarks>Linux tells of all of them; elsewhere it is the process itself alone.</remarks>
internal sealed class Usage(Process root)
{
    /// <summary>The bytes of a megabyte, as PowerShell and Windows count them.</summary>
    public const double Megabyte = 1024 * 1024;

    // What Linux counts processor time in, for programs, on every machine.
    private const double TicksPerSecond = 100;

    // Fields of /proc/PID/stat behind the name, which may have blanks.
    private const int Parent = 1;
    private const int UserTicks = 11;
    private const int SystemTicks = 12;

    private readonly Dictionary<int, double> seconds = [];

    /// <summary>Processor time of all of them, also of those that have ended.</summary>
    public double CpuSeconds => seconds.Values.Sum();

    /// <summary>The most memory that those which ran at the same time have held, each at its most.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Looks again. The last look is what stays, so it has to be often.</summary>
    public void Look()
    {
        try
        {
            PeakBytes = Math.Max(PeakBytes, OperatingSystem.IsLinux() ? LookAtTree() : LookAtRoot());
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private long LookAtRoot()
    {
        root.Refresh();
        seconds[root.Id] = root.TotalProcessorTime.TotalSeconds;
        return root.PeakWorkingSet64;
    }

    private long LookAtTree()
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Stat: Fields(id)))
            .Where(process => process.Stat.Length > SystemTicks)
            .ToLookup(process => Number(process.Stat[Parent]));
        var own = all.SelectMany(children => children).FirstOrDefault(process => process.Id == root.Id);
        return own.Stat is null ? 0 : Add(own.Id, own.Stat);

        long Add(int id, string[] stat)
        {
            seconds[id] = (Number(stat[UserTicks]) + Number(stat[SystemTicks])) / TicksPerSecond;
            return PeakOf(id) + all[id].Sum(child => Add(child.Id, child.Stat));
        }
    }

    private static string[] Fields(int id)
    {
        var stat = Read(id, "stat");
        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static long PeakOf(int id)
    {
        var line = Read(id, "status").Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : 1024L * Number(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
