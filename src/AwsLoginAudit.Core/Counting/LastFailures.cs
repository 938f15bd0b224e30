using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The latest failures of a group: at most ten, fewer if there is no room for their texts, and at least one.</summary>
/// <remarks>Sources deliver events in order of time. Finding a failure's place takes one comparison if forwards, and at most ten if backwards.</remarks>
internal sealed class LastFailures(CountingRoom room)
{
    private const int Most = 10;

    // A suspicious event's text shows what was typed, so 16,384 characters of it are kept. Windows' own texts have about 3,000.
    private const int LongestText = 16 * 1024;
    private const int LongestOfConflict = 128;

    // The length of each value if there is no room for the whole failure.
    private const int LongestWithoutRoom = 64;

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> ConflictsLeftOut =
        new Dictionary<string, IReadOnlyList<string>> { [OwnWords.Others] = [] };

    private (LoginAuditFailure Failure, int Size)[] ring = new (LoginAuditFailure, int)[1];
    private int oldest, count;

    /// <summary>Keeps a failure if it is one of the latest.</summary>
    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure)
    {
        var place = count;
        while (place > 0 && failure.Time < At(place - 1).Failure.Time)
            place--;
        if (place == 0 && count == Most)
            return;
        var kept = Bounded(failure);
        var size = EventSize.Of(kept);
        // The oldest failure is removed at the ring's beginning, so failures in order of time move no others.
        if (count == Most || (count > 0 && !room.HasRoom(size)))
        {
            if (place == 0)
                return;
            room.Return(At(0).Size);
            (oldest, count, place) = ((oldest + 1) % ring.Length, count - 1, place - 1);
        }
        if (!room.HasRoom(size))
        {
            kept = Shortened(failure);
            size = EventSize.Of(kept);
        }
        room.Take(size);
        Insert(place, (kept, size));
    }

    /// <summary>The failures, newest last.</summary>
    public LoginAuditFailure[] ToArray() => Enumerable.Range(0, count).Select(place => At(place).Failure).ToArray();

    /// <summary>Adds the failures of another group, which is not used afterwards.</summary>
    public void Take(LastFailures other)
    {
        for (var place = 0; place < other.count; place++)
        {
            room.Return(other.At(place).Size);
            Add(other.At(place).Failure);
        }
    }

    private ref (LoginAuditFailure Failure, int Size) At(int place) => ref ring[(oldest + place) % ring.Length];

    [MethodImpl(Hot.Path)]
    private void Insert(int place, (LoginAuditFailure Failure, int Size) kept)
    {
        if (count == ring.Length)
        {
            // A full ring can start at any index, so the entries are copied in order.
            var larger = new (LoginAuditFailure, int)[Math.Min(Most, 2 * count)];
            for (var i = 0; i < count; i++)
                larger[i] = At(i);
            (ring, oldest) = (larger, 0);
        }
        for (var i = count; i > place; i--)
            At(i) = At(i - 1);
        At(place) = kept;
        count++;
    }

    [MethodImpl(Hot.Path)]
    private static LoginAuditFailure Bounded(LoginAuditFailure failure) => failure.RawText is null && failure.Conflicts.Count == 0
        ? failure
        : failure with
        {
            RawText = failure.RawText is { } text ? LongValue.Shorten(text, LongestText) : null,
            Conflicts = failure.Conflicts.ToDictionary(
                pair => LongValue.Cut(pair.Key, LongestOfConflict),
                pair => (IReadOnlyList<string>)pair.Value.Select(value => LongValue.Cut(value, LongestOfConflict)).ToList()),
        };

    private static LoginAuditFailure Shortened(LoginAuditFailure failure) => failure with
    {
        Computer = Short(failure.Computer),
        AccountName = Short(failure.AccountName),
        AccountDomain = Short(failure.AccountDomain),
        AccountSid = Short(failure.AccountSid),
        SourceAddress = Short(failure.SourceAddress),
        Workstation = Short(failure.Workstation),
        Status = Short(failure.Status),
        SubStatus = Short(failure.SubStatus),
        Reason = Short(failure.Reason),
        LogonProcess = Short(failure.LogonProcess),
        AuthenticationPackage = Short(failure.AuthenticationPackage),
        ProcessName = Short(failure.ProcessName),
        LogEventId = Short(failure.LogEventId),
        RawText = failure.RawText is { } text ? LongValue.Shorten(text, LongestWithoutRoom) : null,
        Conflicts = failure.Conflicts.Count == 0 ? failure.Conflicts : ConflictsLeftOut,
    };

    private static string? Short(string? value) => value is null ? null : LongValue.Cut(value, LongestWithoutRoom);
}
