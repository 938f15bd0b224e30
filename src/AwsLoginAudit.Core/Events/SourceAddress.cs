using System.Net;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>One form for the addresses that events carry.</summary>
internal static class SourceAddress
{
    private const string MappedPrefix = "::ffff:";

    /// <summary>The address; null where the event means local or none; IPv4 where it is IPv4 in IPv6 form.</summary>
    /// <returns>False where the text is no address: then something was pasted into it, and it is not believed.</returns>
    [MethodImpl(Hot.Path)]
    public static bool TryNormalize(string? text, out string? address)
    {
        address = null;
        if (text is null or "" or "-" or "::1")
            return true;
        if (!IPAddress.TryParse(text, out _))
            return false;
        address = text.StartsWith(MappedPrefix, StringComparison.OrdinalIgnoreCase)
            && text.IndexOf('.') > 0
            && text.IndexOf(':', MappedPrefix.Length) < 0
            ? text.Substring(MappedPrefix.Length)
            : text;
        return true;
    }
}
