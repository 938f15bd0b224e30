namespace AwsLoginAudit;

/// <summary>Decides which log an event belongs to. If there are several values, an attacker added some, and the one of a failed login counts.</summary>
internal static class Log
{
    /// <summary>Whether an event belongs or may belong to the Security log. An event that is cut off before its channel may belong to it.</summary>
    /// <param name="fields">The event's values.</param>
    public static bool IsSecurity(in EventFields fields) =>
        fields.SystemMayBe("Channel", FailedLogin.Channel) && fields.SystemMayBe("Provider", FailedLogin.Provider);

    /// <summary>Whether an event belongs to the Security log.</summary>
    public static bool IsSecurity(string channel, string provider) => Is(channel.AsSpan(), FailedLogin.Channel) && Is(provider.AsSpan(), FailedLogin.Provider);

    /// <summary>Returns the event id that counts if there are several; null if there is at most one, or none is a number.</summary>
    public static int? CountedId(FieldConflicts conflicts)
    {
        var ids = Ids(conflicts);
        return ids.Find(FailedLogin.IsAlways) is > 0 and var always ? always
            : ids.Find(FailedLogin.IsByCode) is > 0 and var byCode ? byCode
            : ids.Count > 0 ? ids[0] : null;
    }

    /// <summary>Returns the first event id in the text if there are several. Typed text comes after the event's own id.</summary>
    public static int? FirstId(FieldConflicts conflicts) => Ids(conflicts) is [var first, ..] ? first : null;

    private static List<int> Ids(FieldConflicts conflicts) =>
        [.. (conflicts.OfSystem("EventID") ?? []).Select(value => Digits.Decimal(value.AsSpan())).Where(id => id <= int.MaxValue).Select(id => (int)id!.Value)];

    /// <summary>Whether one of several values is the expected one.</summary>
    public static bool AnyIs(IReadOnlyList<string> values, string expected) => values.Any(value => Is(value.AsSpan(), expected));

    /// <summary>Whether a value is the expected one. Case and white space are ignored, because mail and consoles break lines within a name.</summary>
    public static bool Is(ReadOnlySpan<char> value, string expected) =>
        ByteSearch.AreSame(value, expected.AsSpan())
        || (value.Length >= expected.Length && IsWithoutWhiteSpace(value, expected));

    private static bool IsWithoutWhiteSpace(ReadOnlySpan<char> value, string expected)
    {
        var at = 0;
        foreach (var c in value)
        {
            if (char.IsWhiteSpace(c))
                continue;
            if (at == expected.Length || char.ToUpperInvariant(c) != char.ToUpperInvariant(expected[at++]))
                return false;
        }
        return at == expected.Length;
    }
}
