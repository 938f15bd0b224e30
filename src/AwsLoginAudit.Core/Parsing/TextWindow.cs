using System.Text;

namespace AwsLoginAudit.Parsing;

/// <summary>The part of a stream's text that is being looked at: decoded as it comes, forgotten once passed.</summary>
/// <remarks>UTF-8, or UTF-16 where a byte order mark or the first character says so; invalid bytes become U+FFFD.</remarks>
internal sealed class TextWindow(Stream source, string name, CancellationToken cancellationToken)
{
    /// <summary>The most characters that <see cref="EnsureAsync"/> can be asked for.</summary>
    public const int MaxAhead = 64 * 1024;

    private const int MarkLength = 4;

    private readonly byte[] _bytes = new byte[32 * 1024];
    private readonly char[] _chars = new char[MaxAhead * 2];
    private readonly BoundedText _tape = new();
    private Decoder? _decoder;
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>What is decoded and not yet passed.</summary>
    public ReadOnlySpan<char> Unread => _chars.AsSpan(_start, _end - _start);

    /// <summary>The line of the first unread character, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>How many characters of that line have been passed.</summary>
    public long Column { get; private set; }

    /// <summary>What was passed since <see cref="StartTape"/>, as far as it fits.</summary>
    public BoundedText Tape => _tape;

    public void StartTape() => _tape.Clear();

    /// <summary>Passes over characters.</summary>
    public void Advance(int count)
    {
        var passed = Unread.Slice(0, count);
        _tape.Append(passed);
        _start += count;
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
        while (_end - _start < count)
        {
            if (!await FillAsync())
                return false;
        }

        return true;
    }

    /// <summary>Reads some more; false at the end.</summary>
    public async ValueTask<bool> FillAsync()
    {
        if (_ended)
            return false;

        Array.Copy(_chars, _start, _chars, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        var before = _end;
        while (_end == before && !_ended)
        {
            var read = await ReadBytesAsync(_decoder is null ? MarkLength : 1);
            var mark = 0;
            _decoder ??= Recognise(_bytes.AsSpan(0, read), out mark).GetDecoder();
            _ended = read == 0;
            _end += _decoder.GetChars(_bytes, mark, read - mark, _chars, _end, flush: _ended);
        }

        return _end > before;
    }

    private async ValueTask<int> ReadBytesAsync(int atLeast)
    {
        try
        {
            return await source.ReadAtLeastAsync(_bytes, atLeast, cancellationToken);
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
