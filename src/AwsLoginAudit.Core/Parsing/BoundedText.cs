namespace AwsLoginAudit;

/// <summary>Gathers the text of one event and keeps what fits: whatever a file holds, memory does not grow with it.</summary>
internal sealed class BoundedText(int limit = BoundedText.Limit)
{
    /// <summary>Characters kept of one event: the most that CloudWatch Logs takes as one (1 MiB).</summary>
    public const int Limit = 1024 * 1024;

    private char[] chars = new char[4096];

    public int Length { get; private set; }

    public void Append(char value)
    {
        if (Length == limit)
            return;
        Reserve(1);
        chars[Length++] = value;
    }

    public void Append(ReadOnlySpan<char> value)
    {
        var fits = Math.Min(value.Length, limit - Length);
        Reserve(fits);
        value.Slice(0, fits).CopyTo(chars.AsSpan(Length));
        Length += fits;
    }

    public void Clear() => Length = 0;

    /// <summary>Removes what was appended after the text had a length.</summary>
    public void Truncate(int length) => Length = Math.Min(Length, length);

    /// <summary>The text without white space at its ends; gone with the next change.</summary>
    public ReadOnlySpan<char> Trimmed => Text.Trim();

    public override string ToString() => Text.ToString();

    /// <summary>The text, gone with the next change. A cut does not leave half a character.</summary>
    public ReadOnlySpan<char> Text => chars.AsSpan(0, Length == limit && char.IsHighSurrogate(chars[Length - 1]) ? Length - 1 : Length);

    private void Reserve(int count)
    {
        if (Length + count > chars.Length)
            Array.Resize(ref chars, Math.Min(limit, Math.Max(Length + count, chars.Length * 2)));
    }
}
