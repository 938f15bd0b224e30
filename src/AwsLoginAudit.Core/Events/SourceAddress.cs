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
        if (IsIPv4(text))
        {
            address = text;
            return true;
        }
        if (!IPAddress.TryParse(text, out _))
            return string.IsNullOrWhiteSpace(text);
        address = text.StartsWith(MappedPrefix, StringComparison.OrdinalIgnoreCase)
            && text.IndexOf('.') > 0
            && text.IndexOf(':', MappedPrefix.Length) < 0
            ? text.Substring(MappedPrefix.Length)
            : text;
        return true;
    }

    // Four numbers as everybody writes them. What else is an address, IPAddress knows, but makes an object of each.
    [MethodImpl(Hot.Path)]
    private static bool IsIPv4(string text)
    {
        const int MostDigits = 3;
        var (numbers, number, digits) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9' && digits < MostDigits && (digits == 0 || number > 0))
                (number, digits) = ((number * 10) + (c - '0'), digits + 1);
            else if (c == '.' && digits > 0 && number <= byte.MaxValue)
                (numbers, number, digits) = (numbers + 1, 0, 0);
            else
                return false;
        }
        return numbers == 3 && digits > 0 && number <= byte.MaxValue;
    }
}
