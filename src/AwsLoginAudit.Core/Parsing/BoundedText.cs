namespace AwsLoginAudit;

/// <summary>Collects the text of one event up to a maximum length, so that memory does not grow with a file.</summary>
internal sealed class BoundedText(int limit = BoundedText.Limit)
{
    /// <summary>The maximum length of an event in characters, which is the largest log event of CloudWatch Logs (1 MiB).</summary>
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

    /// <summary>Shortens the text to a length that it had before.</summary>
    public void Truncate(int length) => Length = Math.Min(Length, length);

    /// <summary>The text without white space at its ends; valid until the next change.</summary>
    public ReadOnlySpan<char> Trimmed => Text.Trim();

    public override string ToString() => Text.ToString();

    /// <summary>The text; valid until the next change. At the maximum length it does not end in half of a surrogate pair.</summary>
    public ReadOnlySpan<char> Text => chars.AsSpan(0, Length == limit && char.IsHighSurrogate(chars[Length - 1]) ? Length - 1 : Length);

    private void Reserve(int count)
    {
        if (Length + count > chars.Length)
            Array.Resize(ref chars, Math.Min(limit, Math.Max(Length + count, chars.Length * 2)));
    }
}
