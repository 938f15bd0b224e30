using System.Text;

namespace AwsLoginAudit;

/// <summary>Reads JSON token by token from text of any length. At most the length of one event is kept of any string.</summary>
/// <remarks>
/// If the text is not JSON, the reader stops: it skips nothing and returns empty values until <see cref="Resume"/> is called. An exception
/// would cost more than reading a line, and a file can consist of broken lines.
/// System.Text.Json's readers hold a string token of any length in memory, reject UTF-16 (which <c>ConvertTo-Json &gt; file</c> of
/// Windows PowerShell writes) and throw on invalid bytes, but a log must be read in these cases too.
/// </remarks>
internal sealed class JsonText(TextWindow window)
{
    /// <summary>The maximum nesting depth.</summary>
    public const int MaxDepth = 64;

    /// <summary>The value that <see cref="PeekAsync"/> returns at the end of the text.</summary>
    public const int End = -1;

    private const int LongestLiteral = 1024;

    // Kinesis accepts records of 10 MiB and Lambda events of 6 MiB, both in base64.
    private const int LongestData = 16 * 1024 * 1024;

    private readonly BoundedText text = new();
    private BoundedText? data;
    private readonly StringCache strings = new();
    private string? reason;
    private long line, column;

    /// <summary>Whether the text is not JSON, or is nested too deep.</summary>
    public bool IsBroken => reason is not null;

    /// <summary>The reason why the text is not JSON, and the character of the line.</summary>
    public string Problem => $"JSON that is damaged: {reason} at character {column}";

    /// <summary>Whether the text is valid JSON so far but ends too early.</summary>
    public bool EndsEarly { get; private set; }

    /// <summary>The line where the text is not JSON.</summary>
    public long BrokenLine => line;

    /// <summary>Continues after the text that is not JSON.</summary>
    public void Resume() => reason = null;

    /// <summary>Returns the next character that is not white space, without advancing past it.</summary>
    public ValueTask<int> PeekAsync() => IsBroken ? new(End) : window.Unread is [> ' ' and < '\x7f' and var next, ..] ? new(next) : SkipWhiteAsync();

    private async ValueTask<int> SkipWhiteAsync()
    {
        while (await window.EnsureAsync(1))
        {
            var unread = window.Unread;
            var white = 0;
            while (white < unread.Length && unread[white] is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
                white++;
            var next = white < unread.Length ? unread[white] : End;
            window.Advance(white);
            if (next != End)
                return next;
        }

        return End;
    }

    public ValueTask ExpectAsync(char expected)
    {
        if (IsBroken || window.Unread is not [var next, ..] || next != expected)
            return ExpectNextAsync(expected);
        window.Advance(1);
        return default;
    }

    private async ValueTask ExpectNextAsync(char expected)
    {
        if (await PeekAsync() == expected)
            window.Advance(1);
        else
            Break(expected switch { '"' => "'\"' is missing", ',' => "',' is missing", _ => "':' is missing" });
    }

    /// <summary>Reads a string and resolves its escapes; lone surrogates become U+FFFD.</summary>
    public ValueTask<string> ReadStringAsync() => ReadStringAsync(text);

    /// <summary>Reads a string that may be longer than an event: the data of a record.</summary>
    public async ValueTask<string> ReadLongStringAsync()
    {
        data ??= new BoundedText(LongestData);
        var read = await ReadStringAsync(data);
        if (data.Length == LongestData)
            Break($"the data of a record is longer than {LongestData} characters");
        return read;
    }

    private async ValueTask<string> ReadStringAsync(BoundedText text)
    {
        await ExpectAsync('"');
        text.Clear();
        var surrogates = false;
        while (!IsBroken)
        {
            var next = await CopyPlainAsync(text);
            if (next == '"')
            {
                window.Advance(1);
                var read = strings.Get(text.Text);
                return surrogates ? Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(read)) : read;
            }
            if (next != '\\')
                break;

            var character = await ReadEscapeAsync();
            surrogates |= char.IsSurrogate(character);
            text.Append(character);
        }

        return "";
    }

    /// <summary>Reads a number, true, false or null, as written.</summary>
    public async ValueTask<string> ReadLiteralAsync()
    {
        if (IsBroken)
            return "";
        await window.EnsureAsync(LongestLiteral);
        var length = LiteralLength(window.Unread);
        var literal = strings.Get(window.Unread.Slice(0, length));
        if (literal is not ("true" or "false" or "null") && !(length > 0 && (char.IsDigit(literal[0]) || literal[0] == '-')))
        {
            Break("a value is missing");
            return "";
        }
        window.Advance(length);
        return literal;
    }

    /// <summary>Skips a value and its content.</summary>
    public async ValueTask SkipValueAsync()
    {
        var closers = new Stack<char>();
        do
        {
            var next = await PeekAsync();
            if (closers.Count > 0 && SkipAhead(closers))
                continue;
            if (next is '{' or '[')
            {
                if (closers.Count == MaxDepth)
                    BreakTooDeep();
                else
                    window.Advance(1);
                closers.Push(Closer((char)next));
            }
            else if (next == '"')
            {
                await ReadStringAsync();
            }
            else
            {
                await ReadLiteralAsync();
            }
        }
        while (closers.Count > 0 && !IsBroken);
    }

    // Skips the tokens that are complete in the window and need no other check; returns false if there are none.
    private bool SkipAhead(Stack<char> closers)
    {
        var unread = window.Unread;
        var at = 0;
        while (at < unread.Length && closers.Count > 0 && Simple(unread, at, closers) is > 0 and var length)
            at += length;
        window.Advance(at);
        return at > 0;
    }

    private static int Simple(ReadOnlySpan<char> unread, int at, Stack<char> closers)
    {
        switch (unread[at])
        {
            case ',' or ':' or ' ' or '\t' or '\r' or '\n':
                return 1;
            case '{' or '[' when closers.Count < MaxDepth:
                closers.Push(Closer(unread[at]));
                return 1;
            case '}' or ']' when unread[at] == closers.Peek():
                closers.Pop();
                return 1;
            case '"':
                var rest = unread.Slice(at + 1);
                var end = rest.IndexOfAny('"', '\\', '\n');
                return end >= 0 && rest[end] == '"' ? end + 2 : 0;
            case (>= '0' and <= '9') or '-':
                var length = LiteralLength(unread.Slice(at));
                return at + length < unread.Length ? length : 0;
            default:
                return 0;
        }
    }

    private static char Closer(char opening) => opening == '{' ? '}' : ']';

    private static int LiteralLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is '+' or '-' or '.'))
            length++;
        return length;
    }

    public void BreakTooDeep() => Break($"the JSON is nested deeper than {MaxDepth}");

    /// <summary>Stops reading, unless the reader has stopped already.</summary>
    public void Break(string why)
    {
        if (!IsBroken)
            (reason, line, column, EndsEarly) = (why, window.Line, window.Column + 1, window.Unread.IsEmpty);
    }

    /// <summary>Copies up to a quote or a backslash and returns it; returns another character if the string is broken.</summary>
    private async ValueTask<char> CopyPlainAsync(BoundedText text)
    {
        while (await window.EnsureAsync(1))
        {
            var unread = window.Unread;
            // A JSON string cannot contain a line break, so the line was cut off, and the next line can be read.
            var special = unread.IndexOfAny('"', '\\', '\n');
            var plain = unread.Slice(0, special < 0 ? unread.Length : special);
            var next = special < 0 ? '\0' : unread[special];
            text.Append(plain);
            window.Advance(plain.Length);
            if (next == '\n')
                Break("a string is not closed on its line");
            if (special >= 0)
                return next;
        }

        Break("a string is not closed");
        return '\0';
    }

    private async ValueTask<char> ReadEscapeAsync()
    {
        await window.EnsureAsync(JsonEscape.Longest);
        var length = JsonEscape.Read(window.Unread, out var character);
        if (length == 0)
            Break("a backslash does not begin a valid escape sequence");
        window.Advance(length);
        return character;
    }
}
