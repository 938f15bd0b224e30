using System.Runtime.InteropServices;

namespace AwsLoginAudit;

/// <summary>Shortens long values. A shortened value ends in an ellipsis and a mark.</summary>
/// <remarks>
/// The mark has a digest of the whole value, so two long values with the same beginning stay different. A shortened value is longer than every
/// value that is not shortened, so nobody can type a mark.
/// </remarks>
internal static class LongValue
{
    /// <summary>The length of the longest value of an event that is not shortened, in characters.</summary>
    /// <remarks>The longest name in Windows is a user principal name: rangeUpper of this attribute is 1024 (Microsoft's Active Directory schema).</remarks>
    public const int Longest = 1024;

    private const string Mark = "… · cut, SHA-256 ";
    private static readonly int MarkLength = Mark.Length + (2 * ShortDigest.Bytes);

    // This is less than the length of mark and digest, so that a shortened value is longer than every value that is not shortened.
    private const int Room = 24;

    /// <summary>Shortens a value of an event if it is too long. Text that looks like a mark in the value was typed.</summary>
    public static string Bound(string value) => value.Length <= Longest ? value : Beginning(value, Longest) + Mark + Digest(value);

    /// <summary>Shortens a result of <see cref="Bound"/> further. A value that was shortened before keeps its digest.</summary>
    /// <param name="value">The value.</param>
    /// <param name="longest">The length of the longest value that is not shortened, in characters; 32 or more.</param>
    public static string Cut(string value, int longest) =>
        value.Length <= longest ? value : Beginning(value, longest) + ((value.Length > Longest ? MarkOf(value) : null) ?? Mark + Digest(value));

    private static string Beginning(string value, int longest)
    {
        var kept = longest - Room;
        return value.Substring(0, char.IsHighSurrogate(value[kept - 1]) ? kept - 1 : kept);
    }

    /// <summary>Shortens a text to a maximum length that includes the mark.</summary>
    public static string Shorten(string text, int longest) => text.Length <= longest ? text : Beginning(text, longest - MarkLength + Room) + Mark + Digest(text);

    /// <summary>The mark of a shortened value; null for none.</summary>
    public static string? MarkOf(string value)
    {
        var start = value.Length - MarkLength;
        return start >= 0 && string.CompareOrdinal(value, start, Mark, 0, Mark.Length) == 0 ? value.Substring(start) : null;
    }

    private static string Digest(string value) => ShortDigest.Of(MemoryMarshal.AsBytes(value.AsSpan()));
}
