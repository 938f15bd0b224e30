using System.Net;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Converts the addresses in events to one form.</summary>
internal static class SourceAddress
{
    private const string MappedPrefix = "::ffff:";

    /// <summary>Converts an address: null for local or none; IPv4 for an IPv4 address in IPv6 form.</summary>
    /// <returns>False if the text is not an address, because then somebody typed it.</returns>
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

    // Recognizes the common form of IPv4 without allocation; IPAddress.TryParse allocates an object for each address.
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
