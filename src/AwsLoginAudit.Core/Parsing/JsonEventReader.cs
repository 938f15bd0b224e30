using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Finds log events in JSON: documents of the AWS CLI or of ConvertTo-Json, arrays, lines; one or many after another.</summary>
/// <remarks>
/// An object with a message is an event, an array under the name <c>events</c> holds events, and so does an array that is a whole
/// document. Anything else where an event belongs is handed over as it is written.
/// </remarks>
internal sealed class JsonEventReader(TextWindow window)
{
    private readonly JsonText json = new(window);
    private readonly StringCache strings = new();

    // Used again and again: a file can have a document in every three characters.
    private readonly Container?[] open = new Container?[JsonText.MaxDepth];
    private int depth;

    // A document whose events are being handed over: if it breaks, its raw text is no substitute.
    private bool inDocument;
    private bool hasRecovered;
    private bool hasSaidNone;

    /// <summary>What broke amid an array of events, so that the rest cannot be told apart; null where nothing did.</summary>
    public string? Problem => json.Problem;

    /// <summary>The next event; null at the end, or where the JSON broke beyond repair.</summary>
    public async ValueTask<LogPiece?> NextAsync()
    {
        var piece = await ReadAsync();
        return json.IsBroken && !inDocument ? await RecoverAsync() : piece;
    }

    private async ValueTask<LogPiece?> ReadAsync()
    {
        while (!json.IsBroken)
        {
            LogPiece? piece = null;
            if (depth == 0)
            {
                if (await OpenDocumentAsync() is false)
                    return null;
            }
            else if (!await NextItemAsync(Innermost))
            {
                piece = Close();
            }
            else if (Innermost.IsArray)
            {
                piece = await ReadElementAsync();
            }
            else
            {
                await ReadMemberAsync(Innermost);
            }

            if (piece is not null)
                return piece;
        }

        return null;
    }

    private Container Innermost => open[depth - 1]!;

    private ValueTask<bool> OpenDocumentAsync() => window.Unread is ['{' or '[', ..] ? new(OpenDocument(window.Unread[0])) : OpenNextDocumentAsync();

    private async ValueTask<bool> OpenNextDocumentAsync() => OpenDocument(await json.PeekAsync());

    private bool OpenDocument(int next)
    {
        inDocument = false;
        if (next == JsonText.End)
            return false;

        window.StartTape();
        if (next is not ('{' or '['))
            json.Break("neither an object nor an array begins");
        else
            Open(isArray: next == '[');
        return true;
    }

    private void Open(bool isArray)
    {
        if (depth == JsonText.MaxDepth)
        {
            json.BreakTooDeep();
            return;
        }
        (open[depth++] ??= new Container()).Begin(isArray);
        inDocument |= isArray;
        window.Advance(1);
    }

    private ValueTask<bool> NextItemAsync(Container container)
    {
        if (window.Unread is not [var next, ..] || next != container.Closer)
            return NextItemOrEndAsync(container);
        window.Advance(1);
        return new(false);
    }

    private async ValueTask<bool> NextItemOrEndAsync(Container container)
    {
        if (await json.PeekAsync() == container.Closer)
        {
            window.Advance(1);
            return false;
        }

        if (!container.IsEmpty)
            await json.ExpectAsync(',');
        container.IsEmpty = false;
        return true;
    }

    private async ValueTask<LogPiece?> ReadElementAsync()
    {
        var next = await json.PeekAsync();
        window.StartTape();
        if (next == '{')
        {
            Open(isArray: false);
            return null;
        }

        if (next == '"')
        {
            var text = await json.ReadStringAsync();
            if (json.IsBroken)
                return null;
            return LooksLikeEvent(text) ? LogPiece.Of(text) : LogPiece.Unrecognised(text);
        }

        await json.SkipValueAsync();
        if (json.IsBroken)
            return null;
        var raw = window.Tape.ToString();
        return raw == "null" ? null : LogPiece.Unrecognised(raw);
    }

    private async ValueTask ReadMemberAsync(Container container)
    {
        var name = await json.ReadStringAsync();
        await json.ExpectAsync(':');
        var next = await json.PeekAsync();
        var isList = name.Equals("events", StringComparison.OrdinalIgnoreCase);
        if (isList && next == '[')
        {
            container.HasList = true;
            Open(isArray: true);
        }
        else if (next == '"')
        {
            container.Set(name, await json.ReadStringAsync(), isText: true);
        }
        else if (next is '{' or '[')
        {
            await json.SkipValueAsync();
        }
        else
        {
            var literal = await json.ReadLiteralAsync();
            container.HasNoList |= isList && literal == "null";
            container.Set(name, literal, isText: false);
        }
    }

    private LogPiece? Close()
    {
        var container = Innermost;
        depth--;
        if (container.IsArray)
            return container.IsEmpty ? None() : null;
        if (container.Event is { } logEvent)
            return new LogPiece(logEvent, true);
        if (container.HasNoList)
            return None();
        return container.HasList ? null : LogPiece.Unrecognised(strings.Get(window.Tape.Trimmed));
    }

    // Once is enough.
    private LogPiece? None()
    {
        var piece = hasSaidNone ? default(LogPiece?) : LogPiece.NoEvents;
        hasSaidNone = true;
        return piece;
    }

    /// <summary>Hands over what broke, up to the next line on which a document begins.</summary>
    private async ValueTask<LogPiece> RecoverAsync()
    {
        // Only the first is ever told.
        var problem = hasRecovered ? null : json.Problem;
        hasRecovered = true;
        depth = 0;
        json.Mend();
        while (await window.EnsureAsync(1))
        {
            if (window.Column == 0 && window.Tape.Length > 0 && window.Unread is ['{' or '[', ..])
                break;
            var newLine = window.Unread.IndexOf('\n');
            window.Advance(newLine < 0 ? window.Unread.Length : newLine + 1);
        }

        return LogPiece.Unrecognised(strings.Get(window.Tape.Trimmed), problem);
    }

    private static bool LooksLikeEvent(string text) =>
        XmlEventSplitter.IsStart(text.AsSpan().TrimStart()) || LineEventSplitter.BeginsAgentText(text.AsSpan(), out _, out _);

    /// <summary>An object or array that is being read, and what an object says of an event.</summary>
    private sealed class Container
    {
        private string? message;
        private string? xml;
        private string logStream = "";
        private string? eventId;
        private DateTimeOffset? timestamp;

        public bool IsArray { get; private set; }

        public char Closer => IsArray ? ']' : '}';

        public bool IsEmpty { get; set; }

        /// <summary>It has an array of events.</summary>
        public bool HasList { get; set; }

        /// <summary>It says that there are no events: a list that is null, as the SDK writes an empty one.</summary>
        public bool HasNoList { get; set; }

        public LogEvent? Event => (xml ?? message) is { } text ? new LogEvent(logStream, timestamp, text, eventId) : null;

        public void Begin(bool isArray)
        {
            (IsArray, IsEmpty, HasList, HasNoList) = (isArray, true, false, false);
            (message, xml, logStream, eventId, timestamp) = (null, null, "", null, null);
        }

        public void Set(string name, string value, bool isText)
        {
            switch (name.ToUpperInvariant())
            {
                case "XML" when isText:
                    xml = value;
                    break;
                case "MESSAGE" or "@MESSAGE" when isText:
                    message = value;
                    break;
                case "LOGSTREAMNAME" or "LOGSTREAM" or "@LOGSTREAM" when isText:
                    logStream = value;
                    break;
                case "EVENTID" when isText:
                    eventId = value;
                    break;
                case "TIMESTAMP" or "@TIMESTAMP" or "TIME":
                    timestamp = ReadTime(value);
                    break;
            }
        }

        /// <summary>Milliseconds since 1970, ISO 8601, or Windows PowerShell's <c>/Date(milliseconds)/</c>; cut to milliseconds.</summary>
        private static DateTimeOffset? ReadTime(string value)
        {
            if (value.StartsWith("/Date(", StringComparison.Ordinal) && value.EndsWith(")/", StringComparison.Ordinal))
                value = value.Substring(6, value.Length - 8);
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
            {
                return milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999
                    ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
                    : null;
            }

            return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond))
                : null;
        }
    }
}
