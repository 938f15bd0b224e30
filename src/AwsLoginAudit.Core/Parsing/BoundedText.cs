namespace AwsLoginAudit;

/// <summary>Gathers the text of one event and keeps what fits: whatever a file holds, memory does not grow with it.</summary>
internal sealed class BoundedText
{
    /// <summary>Characters kept of one event: the most that CloudWatch Logs takes as one (1 MiB).</summary>
    public const int Limit = 1024 * 1024;

    private char[] chars = new char[4096];

    public int Length { get; private set; }

    public void Append(char value)
    {
        if (Length == Limit)
            return;
        Reserve(1);
        chars[Length++] = value;
    }

    public void Append(ReadOnlySpan<char> value)
    {
        var fits = Math.Min(value.Length, Limit - Length);
        Reserve(fits);
        value.Slice(0, fits).CopyTo(chars.AsSpan(Length));
        Length += fits;
    }

    public void Clear() => Length = 0;

    public override string ToString()
    {
        // A cut must not leave half a character.
        var cutsPair = Length == Limit && char.IsHighSurrogate(chars[Length - 1]);
        return new string(chars, 0, cutsPair ? Length - 1 : Length);
    }

    private void Reserve(int count)
    {
        if (Length + count > chars.Length)
            Array.Resize(ref chars, Math.Min(Limit, Math.Max(Length + count, chars.Length * 2)));
    }
}
