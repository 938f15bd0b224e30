using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>A text with the wildcards * (any text) and ? (one character), compared without case.</summary>
/// <param name="pattern">The text.</param>
internal sealed class TextPattern(string pattern)
{
    private readonly string pattern = pattern.ToUpperInvariant();

    /// <summary>Whether a text has wildcards.</summary>
    public static bool HasWildcard(string text) => text.IndexOfAny(['*', '?']) >= 0;

    /// <summary>Whether a value matches, in time that grows at most with the product of the two lengths.</summary>
    [MethodImpl(Hot.Path)]
    public bool Matches(string value)
    {
        var (at, place, star, retry) = (0, 0, -1, 0);
        while (at < value.Length)
        {
            if (place < pattern.Length && pattern[place] == '*')
            {
                (star, retry) = (place++, at);
            }
            else if (place < pattern.Length && (pattern[place] == '?' || pattern[place] == char.ToUpperInvariant(value[at])))
            {
                place++;
                at++;
            }
            else if (star >= 0)
            {
                (place, at) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }
        while (place < pattern.Length && pattern[place] == '*')
            place++;
        return place == pattern.Length;
    }
}
