using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Finds values that failures can have but events with this id do not have, so that an attacker must have added them.</summary>
internal static class ForeignFields
{
    /// <summary>The values of EventData that EventParser reads. Newer versions of Windows may add other values, which are ignored.</summary>
    public static readonly string[] Read =
    [
        "TargetUserName", "AccountName", "SubjectUserName", "TargetDomainName", "AccountDomain", "SubjectDomainName", "TargetUserSid", "TargetSid",
        "SubjectUserSid", "Status", "SubStatus", "FailureCode", "FailureReason", "ReasonCode", "Reason", "WorkstationName", "Workstation", "DeviceName",
        "CallingStationID", "IpAddress", "ClientAddress", "IpPort", "LogonType", "LogonProcessName", "AuthenticationPackageName", "PackageName", "ProcessName",
    ];

    private static readonly Dictionary<int, Names> ByEventId = EventTemplates.Data.Keys.ToDictionary(
        id => id, id => new Names(Read.Except(EventTemplates.Data[id]).Except(EventTemplates.Newer(id)).ToArray()));

    /// <summary>Adds the foreign values of an event to its conflicts.</summary>
    /// <param name="conflicts">The names with several values.</param>
    /// <param name="eventId">The event id; null if none can be read.</param>
    /// <param name="text">The event's text.</param>
    /// <param name="fields">The event's values.</param>
    /// <returns>The same conflicts if there are no foreign values, or if the values of this event id are unknown.</returns>
    [MethodImpl(Hot.Path)]
    public static FieldConflicts AddTo(FieldConflicts conflicts, int? eventId, ReadOnlySpan<char> text, ReadOnlySpan<EventXmlScanner.Field> fields)
    {
        if (eventId is not { } id || !ByEventId.TryGetValue(id, out var foreign))
            return conflicts;
        Dictionary<string, IReadOnlyList<string>>? found = null;
        foreach (ref readonly var field in fields)
        {
            if (field.IsData && foreign.Find(field.Name(text)) is { } name)
                (found ??= [])[name] = [LongValue.Bound(XmlCharacters.Decode(field.Value(text)))];
        }
        return found is null ? conflicts : conflicts.With(found);
    }

    private sealed class Names(string[] names)
    {
        // A bit for each length of a name, because most names differ in length.
        private readonly ulong lengths = names.Aggregate(0UL, (bits, name) => bits | (1UL << name.Length));

        [MethodImpl(Hot.Path)]
        public string? Find(ReadOnlySpan<char> name)
        {
            if (name.Length >= 64 || (lengths & (1UL << name.Length)) == 0)
                return null;
            foreach (var one in names)
            {
                if (one.Length == name.Length && ByteSearch.AreSame(name, one.AsSpan()))
                    return one;
            }
            return null;
        }
    }
}
