namespace AwsLoginAudit;

/// <summary>One form for the addresses that events carry.</summary>
internal static class SourceAddress
{
    private const string MappedPrefix = "::ffff:";

    /// <summary>The address; null where the event means local or none; IPv4 where it is IPv4 in IPv6 form.</summary>
    public static string? Normalize(string? address)
    {
        if (address is null or "" or "-" or "::1")
            return null;
        return address.StartsWith(MappedPrefix, StringComparison.OrdinalIgnoreCase)
            && address.IndexOf('.') > 0
            && address.IndexOf(':', MappedPrefix.Length) < 0
            ? address.Substring(MappedPrefix.Length)
            : address;
    }
}
