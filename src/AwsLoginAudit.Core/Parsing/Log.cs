namespace AwsLoginAudit;

/// <summary>Which log an event is of. Of several values, put there by somebody, the one that makes it a failed login counts.</summary>
internal static class Log
{
    /// <summary>Whether an event is of the Security log, or may be: an event that was cut off before it says so may be one.</summary>
    /// <param name="fields">Its values.</param>
    public static bool IsSecurity(in EventFields fields) =>
        fields.SystemMayBe("Channel", FailedLogin.Channel) && fields.SystemMayBe("Provider", FailedLogin.Provider);

    /// <summary>Whether an event is of the Security log.</summary>
    public static bool IsSecurity(string channel, string provider) => Is(channel.AsSpan(), FailedLogin.Channel) && Is(provider.AsSpan(), FailedLogin.Provider);

    /// <summary>Of several event ids the one that counts; null if there are not several, or none is a number.</summary>
    public static int? CountedId(FieldConflicts conflicts)
    {
        if (conflicts.OfSystem("EventID") is not { } values)
            return null;
        var ids = values.Select(value => Digits.Decimal(value.AsSpan())).Where(id => id <= int.MaxValue).Select(id => (int)id!.Value).ToList();
        return ids.Find(FailedLogin.IsAlways) is > 0 and var always ? always
            : ids.Find(FailedLogin.IsByCode) is > 0 and var byCode ? byCode
            : ids.Count > 0 ? ids[0] : null;
    }

    /// <summary>Whether one of several values of a name is the expected one.</summary>
    public static bool AnyIs(IReadOnlyList<string> values, string expected) => values.Any(value => Is(value.AsSpan(), expected));

    /// <summary>Whether a value is the expected one. Case and white space do not matter: mail and consoles break lines within a name.</summary>
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
