using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Where an attempt came from.</summary>
/// <param name="Name">The address; else the name of the workstation; else the instance itself.</param>
/// <param name="Kind">Which of them it is; None for the instance itself.</param>
internal readonly record struct Place(string Name, LoginAuditSourceKind Kind)
{
    /// <summary>Whether attempts from there have a source in common.</summary>
    public bool IsSource => Kind != LoginAuditSourceKind.None;

    /// <summary>The place of an attempt that has an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Null if the address means the machine itself, or none.</returns>
    public static Place? OfAddress(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed) || IPAddress.IsLoopback(parsed) || parsed.Equals(IPAddress.Any) || parsed.Equals(IPAddress.IPv6Any))
            return null;
        return new Place(address, IsPrivate(parsed) ? LoginAuditSourceKind.Private : LoginAuditSourceKind.Public);
    }

    // RFC 1918, RFC 6598 (shared by carriers), RFC 3927 (link-local), RFC 4193 (unique local) and RFC 4291 (link-local).
    private static bool IsPrivate(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return (bytes[0] & 0xfe) == 0xfc || address.IsIPv6LinkLocal;
        return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 100 && bytes[1] is >= 64 and < 128) || (bytes[0] == 169 && bytes[1] == 254);
    }
}

/// <summary>Numbers for places.</summary>
internal sealed class PlaceTable
{
    private const int NoPlace = -2;

    private readonly NumberTable<Place> places = new(new Place(OwnWords.None, LoginAuditSourceKind.None), new Place(OwnWords.Others, LoginAuditSourceKind.None));
    private readonly RecentNumbers recentAddresses = new(), recentNames = new();

    public Place this[int number] => places[number];

    /// <summary>The number of the place that an attempt came from.</summary>
    /// <param name="address">The source address; null for none.</param>
    /// <param name="workstation">The name that the workstation gave itself; null for none.</param>
    /// <param name="instanceId">The machine that logged the event.</param>
    [MethodImpl(Hot.Path)]
    public int Number(string? address, string? workstation, string instanceId)
    {
        if (address is not null && OfAddress(address) is var number and not NoPlace)
            return number;
        ref var recent = ref recentNames.Find(workstation, workstation is null ? instanceId : null);
        if (recent == RecentNumbers.Unknown)
            recent = places.Number(OfName(workstation, instanceId));
        return recent;
    }

    [MethodImpl(Hot.Path)]
    private int OfAddress(string address)
    {
        ref var recent = ref recentAddresses.Find(address, null);
        if (recent == RecentNumbers.Unknown)
            recent = Place.OfAddress(address) is { } place ? places.Number(place) : NoPlace;
        return recent;
    }

    private static Place OfName(string? workstation, string instanceId) => workstation is null
        ? new Place(LongValue.Cut(instanceId, AttemptLog.LongestName), LoginAuditSourceKind.None)
        : new Place(LongValue.Cut(workstation, AttemptLog.LongestName), LoginAuditSourceKind.Workstation);
}

/// <summary>The machine that logged an event.</summary>
/// <param name="InstanceId">The instance: the log stream.</param>
/// <param name="Computer">The computer's name; null if the event names none. One log stream can hold the events of several computers.</param>
internal readonly record struct Machine(string InstanceId, string? Computer)
{
    /// <summary>Whether the computer's name says more than the log stream.</summary>
    public bool HasOwnName => Computer is not null && !string.Equals(Computer, InstanceId, StringComparison.OrdinalIgnoreCase);
}
