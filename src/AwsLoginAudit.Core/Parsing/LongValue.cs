using System.Runtime.InteropServices;

namespace AwsLoginAudit;

/// <summary>Cuts values that are longer than what is kept of them. A value that was cut ends in an ellipsis and a mark.</summary>
/// <remarks>
/// The mark has a digest of the whole value, so two long values that begin alike stay two values. A value that was cut is longer than every value
/// that was not, so nobody can type a mark.
/// </remarks>
internal static class LongValue
{
    /// <summary>Characters of the longest value of an event that is not cut.</summary>
    /// <remarks>The longest name of Windows is a user principal name: rangeUpper of that attribute is 1024 (Microsoft's schema of Active Directory).</remarks>
    public const int Longest = 1024;

    private const string Mark = "… · cut, SHA-256 ";
    private static readonly int MarkLength = Mark.Length + (2 * ShortDigest.Bytes);

    // Less than the mark and the digest add, so that the result is longer than every value that is not cut.
    private const int Room = 24;

    /// <summary>A value of an event: the value itself, unless it is too long. What looks like a mark in it was typed.</summary>
    public static string Bound(string value) => value.Length <= Longest ? value : Beginning(value, Longest) + Mark + Digest(value);

    /// <summary>A value that <see cref="Bound"/> has seen, cut to less. One that was cut before keeps its digest.</summary>
    /// <param name="value">The value.</param>
    /// <param name="longest">The most characters of a value that is not cut, 32 or more.</param>
    public static string Cut(string value, int longest) =>
        value.Length <= longest ? value : Beginning(value, longest) + ((value.Length > Longest ? MarkOf(value) : null) ?? Mark + Digest(value));

    private static string Beginning(string value, int longest)
    {
        var kept = longest - Room;
        return value.Substring(0, char.IsHighSurrogate(value[kept - 1]) ? kept - 1 : kept);
    }

    /// <summary>A text, with its mark no longer than a number of characters.</summary>
    public static string Shorten(string text, int longest) => text.Length <= longest ? text : Beginning(text, longest - MarkLength + Room) + Mark + Digest(text);

    /// <summary>The mark of a value that was cut; null if it has none.</summary>
    public static string? MarkOf(string value)
    {
        var start = value.Length - MarkLength;
        return start >= 0 && string.CompareOrdinal(value, start, Mark, 0, Mark.Length) == 0 ? value.Substring(start) : null;
    }

    private static string Digest(string value) => ShortDigest.Of(MemoryMarshal.AsBytes(value.AsSpan()));
}
