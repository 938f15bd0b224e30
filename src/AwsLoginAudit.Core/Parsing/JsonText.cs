using System.Text;

namespace AwsLoginAudit;

/// <summary>The text is not JSON, or too deep. The message says what, on which line and at which character.</summary>
internal sealed class BrokenJsonException(string message) : Exception(message);

/// <summary>Reads JSON token by token from text of any length, keeping at most one event's worth of any string.</summary>
/// <remarks>
/// System.Text.Json's readers hold a whole string token however long it is, refuse UTF-16 (which <c>ConvertTo-Json &gt; file</c> of
/// Windows PowerShell writes) and throw on invalid bytes; a log must be read all the same.
/// </remarks>
internal sealed class JsonText(TextWindow window)
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>What <see cref="PeekAsync"/> gives at the end of the text.</summary>
    public const int End = -1;

    private const int LongestLiteral = 1024;
    private const int LongestEscape = 6;

    private readonly BoundedText text = new();

    /// <summary>The next character that is not white space, not yet passed.</summary>
    public async ValueTask<int> PeekAsync()
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

    public async ValueTask ExpectAsync(char expected)
    {
        if (await PeekAsync() != expected)
            throw Broken($"'{expected}' is missing");
        window.Advance(1);
    }

    /// <summary>Reads a string, its escapes resolved; lone surrogates become U+FFFD.</summary>
    public async ValueTask<string> ReadStringAsync()
    {
        await ExpectAsync('"');
        text.Clear();
        var surrogates = false;
        while (true)
        {
            var next = await CopyPlainAsync();
            if (next == '"')
            {
                window.Advance(1);
                var read = text.ToString();
                return surrogates ? Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(read)) : read;
            }

            var character = await ReadEscapeAsync();
            surrogates |= char.IsSurrogate(character);
            text.Append(character);
        }
    }

    /// <summary>Reads a number, true, false or null, as written.</summary>
    public async ValueTask<string> ReadLiteralAsync()
    {
        await window.EnsureAsync(LongestLiteral);
        var unread = window.Unread;
        var length = 0;
        while (length < unread.Length && (char.IsLetterOrDigit(unread[length]) || unread[length] is '+' or '-' or '.'))
            length++;
        var literal = unread.Slice(0, length).ToString();
        if (literal is not ("true" or "false" or "null") && !(length > 0 && (char.IsDigit(literal[0]) || literal[0] == '-')))
            throw Broken("a value is missing");
        window.Advance(length);
        return literal;
    }

    /// <summary>Passes over a value and all that is in it.</summary>
    public async ValueTask SkipValueAsync()
    {
        var closers = new Stack<char>();
        do
        {
            var next = await PeekAsync();
            if (next is '{' or '[')
            {
                if (closers.Count == MaxDepth)
                    throw TooDeep();
                closers.Push(next == '{' ? '}' : ']');
                window.Advance(1);
            }
            else if (closers.Count > 0 && next == closers.Peek())
            {
                closers.Pop();
                window.Advance(1);
            }
            else if (closers.Count > 0 && next is ',' or ':')
            {
                window.Advance(1);
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
        while (closers.Count > 0);
    }

    public BrokenJsonException TooDeep() => Broken($"the JSON is nested deeper than {MaxDepth}");

    public BrokenJsonException Broken(string reason) =>
        new($"{(window.Unread.IsEmpty ? "the text ends too soon" : reason)} (line {window.Line}, character {window.Column + 1})");

    /// <summary>Copies up to a quote or a backslash, and gives which.</summary>
    private async ValueTask<char> CopyPlainAsync()
    {
        while (await window.EnsureAsync(1))
        {
            var unread = window.Unread;
            // A line break never stands in a string: where it does, the line was cut off, and the next one is sound.
            var special = unread.IndexOfAny('"', '\\', '\n');
            var plain = unread.Slice(0, special < 0 ? unread.Length : special);
            var next = special < 0 ? '\0' : unread[special];
            text.Append(plain);
            window.Advance(plain.Length);
            if (next == '\n')
                throw Broken("a string is not closed on its line");
            if (special >= 0)
                return next;
        }

        throw Broken("a string is not closed");
    }

    private async ValueTask<char> ReadEscapeAsync()
    {
        await window.EnsureAsync(LongestEscape);
        var unread = window.Unread;
        var (character, length) = unread switch
        {
            [_, '"' or '\\' or '/', ..] => (unread[1], 2),
            [_, 'n', ..] => ('\n', 2),
            [_, 'r', ..] => ('\r', 2),
            [_, 't', ..] => ('\t', 2),
            [_, 'b', ..] => ('\b', 2),
            [_, 'f', ..] => ('\f', 2),
            [_, 'u', var a, var b, var c, var d, ..] when (Hex(a) | Hex(b) | Hex(c) | Hex(d)) >= 0 =>
                ((char)((Hex(a) << 12) | (Hex(b) << 8) | (Hex(c) << 4) | Hex(d)), LongestEscape),
            _ => throw Broken("a backslash stands before something else than an escape"),
        };
        window.Advance(length);
        return character;
    }

    private static int Hex(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };
}
