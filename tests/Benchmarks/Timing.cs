using System.Globalization;

namespace AwsLoginAudit.Benchmarks;

/// <summary>The line "events seconds", as engine and peers print it.</summary>
internal static class Timing
{
    /// <summary>The seconds; a run that did not count all events is no measurement.</summary>
    public static double Parse(string line, int events)
    {
        var parts = line.Split(' ');
        return int.Parse(parts[0], CultureInfo.InvariantCulture) == events
            ? double.Parse(parts[1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Counted {parts[0]} events of {events}.");
    }
}
