using System.Text;

namespace AwsLoginAudit;

/// <summary>The current part of a stream's text. Text is decoded as it arrives and released once passed.</summary>
/// <remarks>The encoding is UTF-8, or UTF-16 if a byte order mark or the first character shows it. Invalid bytes become U+FFFD and are noted.</remarks>
internal sealed class TextWindow(Stream source, string name, CancellationToken cancellationToken)
{
    /// <summary>The maximum number of characters for <see cref="EnsureAsync"/>.</summary>
    public const int MaxAhead = 64 * 1024;

    private const int MarkLength = 4;

    // The first read is small, because an event from the pipeline is a recording too.
    private const int FirstRead = 8 * 1024;
    private const int MostRead = 32 * 1024;

    private readonly BoundedText rawText = new();
    private byte[] bytes = new byte[FirstRead];
    private char[] chars = new char[2 * FirstRead];
    private Decoder? decoder;
    private InvalidBytes? invalid;
    private Exception? failure;
    private int start;
    private int end;
    private bool ended;

    /// <summary>The decoded text that was not passed yet.</summary>
    public ReadOnlySpan<char> Unread => chars.AsSpan(start, end - start);

    /// <summary>The line of the first unread character, counted from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The number of characters of this line that were passed.</summary>
    public long Column { get; private set; }

    /// <summary>The text passed since <see cref="StartRawText"/>, up to the maximum length of an event.</summary>
    public BoundedText RawText => rawText;

    public void StartRawText() => rawText.Clear();

    /// <summary>The error that ended the text before the end of the stream; null for none. Its line is correct once all text was passed.</summary>
    public LoginAuditException? Failure => failure is null ? null : new(
        LoginAuditError.FileUnreadable, $"'{name}' could not be read beyond line {Line}: {Sentence.End(failure.Message)}", name, failure);

    /// <summary>The encoding and the position of the first invalid bytes; null for none.</summary>
    public string? InvalidText => invalid?.Problem;

    /// <summary>Advances past characters.</summary>
    public void Advance(int count)
    {
        var passed = Unread.Slice(0, count);
        rawText.Append(passed);
        start += count;
        for (int newLine; (newLine = passed.IndexOf('\n')) >= 0; passed = passed.Slice(newLine + 1))
        {
            Line++;
            Column = 0;
        }

        Column += passed.Length;
    }

    /// <summary>Reads until a number of characters is unread; false if the text ends earlier.</summary>
    public ValueTask<bool> EnsureAsync(int count) => end - start >= count ? new(true) : FillToAsync(count);

    private async ValueTask<bool> FillToAsync(int count)
    {
        while (end - start < count)
        {
            if (!await FillAsync())
                return false;
        }

        return true;
    }

    /// <summary>Reads more text; false at the end.</summary>
    public async ValueTask<bool> FillAsync()
    {
        if (ended)
            return false;

        MakeRoom();
        var before = end;
        while (end == before && !ended)
        {
            var read = await ReadBytesAsync(decoder is null ? MarkLength : 1);
            var mark = 0;
            decoder ??= Recognise(bytes.AsSpan(0, read), out mark);
            ended = read == 0;
            var made = decoder.GetChars(bytes, mark, read - mark, chars, end, flush: ended);
            invalid!.Pass(mark);
            invalid.Look(bytes.AsSpan(mark, read - mark), chars.AsSpan(end, made), ended);
            end += made;
        }

        return end > before;
    }

    // A byte decodes to at most one character, and the bytes left over from before to one more.
    private void MakeRoom()
    {
        if (decoder is not null && bytes.Length < MostRead)
            bytes = new byte[MostRead];
        var unread = Unread;
        var target = unread.Length + bytes.Length < chars.Length ? chars : new char[Math.Max(chars.Length * 2, unread.Length + bytes.Length + 1)];
        unread.CopyTo(target);
        (chars, start, end) = (target, 0, unread.Length);
    }

    // An error is kept, because the text that was read before it is handled first.
    private async ValueTask<int> ReadBytesAsync(int atLeast)
    {
        try
        {
            return await source.ReadAtLeastAsync(bytes, atLeast, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            failure = e;
            return 0;
        }
    }

    private Decoder Recognise(ReadOnlySpan<byte> first, out int mark)
    {
        if (first is [0x1F, 0x8B, ..])
            throw LogFileReader.NotALogFile(name, "it is gzip within gzip. Extract the outer file first");
        mark = first switch
        {
            [0xEF, 0xBB, 0xBF, ..] => 3,
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => 2,
            _ => 0,
        };
        var encoding = first switch
        {
            [0xFF, 0xFE, ..] or [not 0, 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        invalid = new InvalidBytes(encoding);
        return encoding.GetDecoder();
    }
}
