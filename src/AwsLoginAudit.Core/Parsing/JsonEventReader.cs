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
    private readonly Stack<Container> open = new();

    // A document whose events are being handed over: if it breaks, its raw text is no substitute.
    private bool inDocument;

    /// <summary>The next event; null at the end.</summary>
    /// <exception cref="BrokenJsonException">The JSON breaks amid an array of events, so the rest cannot be told apart.</exception>
    public async ValueTask<LogPiece?> NextAsync()
    {
        try
        {
            return await ReadAsync();
        }
        catch (BrokenJsonException e) when (!inDocument)
        {
            return await RecoverAsync(e.Message);
        }
    }

    private async ValueTask<LogPiece?> ReadAsync()
    {
        while (true)
        {
            LogPiece? piece = null;
            if (open.Count == 0)
            {
                if (await OpenDocumentAsync() is false)
                    return null;
            }
            else if (!await NextItemAsync(open.Peek()))
            {
                piece = Close(open.Pop());
            }
            else if (open.Peek().IsArray)
            {
                piece = await ReadElementAsync();
            }
            else
            {
                await ReadMemberAsync(open.Peek());
            }

            if (piece is not null)
                return piece;
        }
    }

    private async ValueTask<bool> OpenDocumentAsync()
    {
        inDocument = false;
        var next = await json.PeekAsync();
        if (next == JsonText.End)
            return false;

        window.StartTape();
        if (next is not ('{' or '['))
            throw json.Broken("neither an object nor an array begins");
        Open(isArray: next == '[');
        return true;
    }

    private void Open(bool isArray)
    {
        if (open.Count == JsonText.MaxDepth)
            throw json.TooDeep();
        open.Push(new Container(isArray));
        inDocument |= isArray;
        window.Advance(1);
    }

    private async ValueTask<bool> NextItemAsync(Container container)
    {
        if (await json.PeekAsync() == (container.IsArray ? ']' : '}'))
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
            return LooksLikeEvent(text) ? LogPiece.Of(text) : LogPiece.Unrecognised(text);
        }

        await json.SkipValueAsync();
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

    private LogPiece? Close(Container container)
    {
        if (container.IsArray)
            return container.IsEmpty ? LogPiece.NoEvents : null;
        if (container.Event is { } logEvent)
            return new LogPiece(logEvent, true);
        if (container.HasNoList)
            return LogPiece.NoEvents;
        return container.HasList ? null : LogPiece.Unrecognised(window.Tape.ToString());
    }

    /// <summary>Hands over what broke, up to the next line on which a document begins.</summary>
    private async ValueTask<LogPiece> RecoverAsync(string problem)
    {
        open.Clear();
        while (await window.EnsureAsync(1))
        {
            if (window.Column == 0 && window.Tape.Length > 0 && window.Unread is ['{' or '[', ..])
                break;
            var newLine = window.Unread.IndexOf('\n');
            window.Advance(newLine < 0 ? window.Unread.Length : newLine + 1);
        }

        return LogPiece.Unrecognised(window.Tape.ToString().Trim(), problem);
    }

    private static bool LooksLikeEvent(string text) =>
        XmlEventSplitter.IsStart(text.AsSpan().TrimStart()) || LineEventSplitter.BeginsAgentText(text.AsSpan(), out _, out _);

    /// <summary>An object or array that is being read, and what an object says of an event.</summary>
    private sealed class Container(bool isArray)
    {
        private string? message;
        private string? xml;
        private string logStream = "";
        private string? eventId;
        private DateTimeOffset? timestamp;

        public bool IsArray => isArray;

        public bool IsEmpty { get; set; } = true;

        /// <summary>It has an array of events.</summary>
        public bool HasList { get; set; }

        /// <summary>It says that there are no events: a list that is null, as the SDK writes an empty one.</summary>
        public bool HasNoList { get; set; }

        public LogEvent? Event => (xml ?? message) is { } text ? new LogEvent(logStream, timestamp, text, eventId) : null;

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
