using System.Globalization;

namespace AwsLoginAudit.Aws;

/// <summary>The failures that an alarm counts in a log group.</summary>
/// <param name="EventId">The event ids in ascending order; empty if every audit failure counts.</param>
internal sealed record AlarmedFailures(IReadOnlyList<int> EventId)
{
    private const string All = "all audit failures";

    /// <summary>The failures that an alarm counts by default.</summary>
    public static AlarmedFailures Default { get; } = new(FailedLogin.EventId);

    /// <summary>The text that describes the failures in the alarm's description; empty for the default.</summary>
    public string Note => IsDefault ? "" : IsAll ? All : string.Join(" ", EventId);

    /// <summary>Whether these are the failures that an alarm counts by default.</summary>
    public bool IsDefault => EventId.SequenceEqual(FailedLogin.EventId);

    /// <summary>Whether every audit failure counts.</summary>
    public bool IsAll => EventId.Count == 0;

    /// <summary>The failures that an alarm with these settings counts.</summary>
    public static AlarmedFailures Of(AlarmSettings settings) => new([.. MetricFilterPlan.EventIds(settings)]);

    /// <summary>Parses a <see cref="Note"/>; null if the text is not one.</summary>
    public static AlarmedFailures? Read(string note)
    {
        if (note.Length == 0)
            return Default;
        if (note == All)
            return new AlarmedFailures([]);
        var ids = new List<int>();
        foreach (var word in note.Split(' '))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !FailedLogin.EventId.Contains(id))
                return null;
            ids.Add(id);
        }
        return new AlarmedFailures(ids);
    }
}
