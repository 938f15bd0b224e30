using System.Text;

namespace AwsLoginAudit;

/// <summary>The part of a stream's text that is being looked at: decoded as it comes, forgotten once passed.</summary>
/// <remarks>UTF-8, or UTF-16 where a byte order mark or the first character says so; invalid bytes become U+FFFD.</remarks>
internal sealed class TextWindow(Stream source, string name, CancellationToken cancellationToken)
{
    /// <summary>The most characters that <see cref="EnsureAsync"/> can be asked for.</summary>
    public const int MaxAhead = 64 * 1024;

    private const int MarkLength = 4;

    private readonly byte[] bytes = new byte[32 * 1024];
    private readonly char[] chars = new char[MaxAhead * 2];
    private readonly BoundedText tape = new();
    private Decoder? decoder;
    private int start;
    private int end;
    private bool ended;

    /// <summary>What is decoded and not yet passed.</summary>
    public ReadOnlySpan<char> Unread => chars.AsSpan(start, end - start);

    /// <summary>The line of the first unread character, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>How many characters of that line have been passed.</summary>
    public long Column { get; private set; }

    /// <summary>What was passed since <see cref="StartTape"/>, as far as it fits.</summary>
    public BoundedText Tape => tape;

    public void StartTape() => tape.Clear();

    /// <summary>Passes over characters.</summary>
    public void Advance(int count)
    {
        var passed = Unread.Slice(0, count);
        tape.Append(passed);
        start += count;
        for (int newLine; (newLine = passed.IndexOf('\n')) >= 0; passed = passed.Slice(newLine + 1))
        {
            Line++;
            Column = 0;
        }

        Column += passed.Length;
    }

    /// <summary>Reads until so many characters are unread; false where the text ends sooner.</summary>
    public async ValueTask<bool> EnsureAsync(int count)
    {
        while (end - start < count)
        {
            if (!await FillAsync())
                return false;
        }

        return true;
    }

    /// <summary>Reads some more; false at the end.</summary>
    public async ValueTask<bool> FillAsync()
    {
        if (ended)
            return false;

        Array.Copy(chars, start, chars, 0, end - start);
        (start, end) = (0, end - start);
        var before = end;
        while (end == before && !ended)
        {
            var read = await ReadBytesAsync(decoder is null ? MarkLength : 1);
            var mark = 0;
            decoder ??= Recognise(bytes.AsSpan(0, read), out mark).GetDecoder();
            ended = read == 0;
            end += decoder.GetChars(bytes, mark, read - mark, chars, end, flush: ended);
        }

        return end > before;
    }

    private async ValueTask<int> ReadBytesAsync(int atLeast)
    {
        try
        {
            return await source.ReadAtLeastAsync(bytes, atLeast, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new LoginAuditException(LoginAuditError.FileUnreadable,
                $"'{name}' could not be read beyond line {Line}: {e.Message}", name, e);
        }
    }

    private static Encoding Recognise(ReadOnlySpan<byte> first, out int mark)
    {
        mark = first switch
        {
            [0xEF, 0xBB, 0xBF, ..] => 3,
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => 2,
            _ => 0,
        };
        return first switch
        {
            [0xFF, 0xFE, ..] or [not 0, 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
    }
}
