using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Values that an event of its id does not have, although a failure has a place for them: somebody put them there.</summary>
internal static class ForeignFields
{
    /// <summary>The values of EventData that EventParser reads. Others may come with a newer Windows, and change nothing.</summary>
    public static readonly string[] Read =
    [
        "TargetUserName", "AccountName", "SubjectUserName", "TargetDomainName", "AccountDomain", "SubjectDomainName", "TargetUserSid", "TargetSid",
        "SubjectUserSid", "Status", "SubStatus", "FailureCode", "FailureReason", "ReasonCode", "Reason", "WorkstationName", "Workstation", "DeviceName",
        "CallingStationID", "IpAddress", "ClientAddress", "IpPort", "LogonType", "LogonProcessName", "AuthenticationPackageName", "PackageName", "ProcessName",
    ];

    private static readonly Dictionary<int, Names> ByEventId = EventTemplates.Data.Keys.ToDictionary(
        id => id, id => new Names(Read.Except(EventTemplates.Data[id]).Except(EventTemplates.Newer(id)).ToArray()));

    /// <summary>Adds the values that are foreign to an event to those that it gives several times.</summary>
    /// <param name="conflicts">The values that it gives several times.</param>
    /// <param name="eventId">Its id; null if none can be read.</param>
    /// <param name="text">Its text.</param>
    /// <param name="fields">Its values.</param>
    /// <returns>The conflicts themselves if nothing is foreign, or the values of an event of that id are not known.</returns>
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
        // Most names differ in length. A bit for each length.
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
