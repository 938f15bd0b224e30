using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>An IP address, a range in CIDR notation, or a wildcard pattern of an address.</summary>
internal sealed class AddressPattern
{
    /// <summary>The shortest prefix of a range of IPv4, in bits. A shorter one would exclude most of the internet.</summary>
    public const int ShortestIPv4 = 8;

    /// <summary>The shortest prefix of a range of IPv6, in bits.</summary>
    public const int ShortestIPv6 = 16;

    private const int ByteBits = 8;

    private readonly byte[] network;
    private readonly int bits;
    private readonly TextPattern? wildcard;

    private AddressPattern(byte[] network, int bits, TextPattern? wildcard) => (this.network, this.bits, this.wildcard) = (network, bits, wildcard);

    /// <summary>Reads a pattern.</summary>
    /// <returns>Null if the text is none.</returns>
    public static AddressPattern? Parse(string text)
    {
        if (text.IndexOfAny(['*', '?']) >= 0)
            return text.All(IsOfAddress) && text.Any(IsHex) ? new AddressPattern([], 0, new TextPattern(text)) : null;
        var slash = text.IndexOf('/');
        if (ParseAddress(slash < 0 ? text : text.Substring(0, slash)) is not { } address)
            return null;
        var all = address.Length * ByteBits;
        if (slash < 0)
            return new AddressPattern(address, all, null);
        var shortest = address.Length == 4 ? ShortestIPv4 : ShortestIPv6;
        return int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix >= shortest && prefix <= all
            ? new AddressPattern(address, prefix, null)
            : null;
    }

    /// <summary>The bytes of an address; of an IPv4 address in IPv6 form, those of IPv4. Null if the text is no address.</summary>
    public static byte[]? ParseAddress(string text)
    {
        // Windows also accepts numbers such as 1 as addresses.
        if (text.IndexOfAny(['.', ':']) < 0 || !IPAddress.TryParse(text, out var address))
            return null;
        return (address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
    }

    /// <summary>Whether an address matches.</summary>
    /// <param name="text">The address as text.</param>
    /// <param name="address">The bytes of the address; null if the text is no address.</param>
    [MethodImpl(Hot.Path)]
    public bool Matches(string text, byte[]? address)
    {
        if (wildcard is not null)
            return wildcard.Matches(text);
        if (address is null || address.Length != network.Length)
            return false;
        var whole = bits / ByteBits;
        for (var at = 0; at < whole; at++)
        {
            if (address[at] != network[at])
                return false;
        }
        var rest = ByteBits - (bits % ByteBits);
        return rest == ByteBits || address[whole] >> rest == network[whole] >> rest;
    }

    private static bool IsOfAddress(char c) => IsHex(c) || c is '.' or ':' or '*' or '?';

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
