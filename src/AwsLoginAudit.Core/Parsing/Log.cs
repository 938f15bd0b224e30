namespace AwsLoginAudit;

/// <summary>Which log an event is of. Of several values, put there by somebody, the one that makes it a failed login counts.</summary>
internal static class Log
{
    /// <summary>Whether an event is of the Security log, or may be.</summary>
    /// <param name="fields">Its values.</param>
    /// <param name="conflicts">Names that have several.</param>
    public static bool IsSecurity(in EventFields fields, IReadOnlyDictionary<string, IReadOnlyList<string>> conflicts) =>
        Is(fields.System("Channel"), "Channel", FailedLogin.Channel, conflicts) && Is(fields.System("Provider"), "Provider", FailedLogin.Provider, conflicts);

    /// <summary>Whether an event is of the Security log.</summary>
    public static bool IsSecurity(string channel, string provider) => Same(channel, FailedLogin.Channel) && Same(provider, FailedLogin.Provider);

    /// <summary>Of several event ids the one that counts; null if there are not several, or none is a number.</summary>
    public static int? CountedId(IReadOnlyDictionary<string, IReadOnlyList<string>> conflicts)
    {
        if (conflicts.Count == 0 || !conflicts.TryGetValue("EventID", out var values))
            return null;
        var ids = values.Select(value => Digits.Decimal(value.AsSpan())).Where(id => id <= int.MaxValue).Select(id => (int)id!.Value).ToList();
        return ids.Find(FailedLogin.IsAlways) is > 0 and var always ? always
            : ids.Find(FailedLogin.IsByCode) is > 0 and var byCode ? byCode
            : ids.Count > 0 ? ids[0] : null;
    }

    // An event that was cut off before it says so may be one.
    private static bool Is(string? value, string name, string expected, IReadOnlyDictionary<string, IReadOnlyList<string>> conflicts) =>
        conflicts.Count > 0 && conflicts.TryGetValue(name, out var several) ? AnyIs(several, expected) : string.IsNullOrWhiteSpace(value) || Same(value!, expected);

    private static bool AnyIs(IReadOnlyList<string> values, string expected) => values.Any(value => Same(value, expected));

    private static bool Same(string value, string expected) =>
        value.Length >= expected.Length && value.AsSpan().Trim().Equals(expected.AsSpan(), StringComparison.OrdinalIgnoreCase);
}
