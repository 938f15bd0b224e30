using System.Net;
using System.Net.Sockets;

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

/// <summary>Numbers for places. A place is found by the event's own values, without a new string for each event.</summary>
internal sealed class PlaceTable
{
    private const int NoPlace = -1;

    private readonly NumberTable<Place> places = new(new Place(OwnWords.None, LoginAuditSourceKind.None), new Place(OwnWords.Others, LoginAuditSourceKind.None));
    private readonly Dictionary<string, int> byAddress = [];

    public Place this[int number] => places[number];

    /// <summary>The number of the place that an attempt came from.</summary>
    /// <param name="address">The source address; null for none.</param>
    /// <param name="workstation">The name that the workstation gave itself; null for none.</param>
    /// <param name="machine">The machine that logged the event.</param>
    public int Number(string? address, string? workstation, Machine machine)
    {
        if (address is not null && OfAddress(address) is var number and not NoPlace)
            return number;
        return places.Number(workstation is null ? new Place(machine.InstanceId, LoginAuditSourceKind.None) : new Place(workstation, LoginAuditSourceKind.Workstation));
    }

    private int OfAddress(string address)
    {
        if (byAddress.TryGetValue(address, out var known))
            return known;
        var number = Place.OfAddress(address) is { } place ? places.Number(place) : NoPlace;
        if (!places.HasOthers)
            byAddress.Add(address, number);
        return number;
    }
}

/// <summary>The machine that logged an event.</summary>
/// <param name="InstanceId">The instance: the log stream.</param>
/// <param name="Computer">The computer's name; null if the event names none. One log stream can hold the events of several computers.</param>
internal readonly record struct Machine(string InstanceId, string? Computer)
{
    /// <summary>How a person calls it.</summary>
    public string Name => Computer is null || string.Equals(Computer, InstanceId, StringComparison.OrdinalIgnoreCase) ? InstanceId : $"{Computer} ({InstanceId})";
}
