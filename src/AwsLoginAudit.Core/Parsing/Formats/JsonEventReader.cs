namespace AwsLoginAudit;

/// <summary>An event of a JSON recording, or the decoded data of a record that contains events.</summary>
/// <param name="Event">The event; for a payload only its line is set.</param>
/// <param name="Payload">The data; null for an event.</param>
internal readonly record struct JsonItem(LogEvent Event, byte[]? Payload = null);

/// <summary>Reads log events from JSON as a stream. At most one event is kept in memory.</summary>
internal sealed class JsonEventReader(LogSource source)
{
    // The maximum length of events before their record's log stream, in characters. A compressed record has at most 1 MiB.
    private const int MostHeld = 32 * 1024 * 1024;

    private readonly TextWindow window = source.Window;
    private readonly LogProblems problems = source.Problems;
    private readonly JsonText json = new(source.Window);
    private readonly Queue<LogEvent> ready = new();

    // The objects are reused, because a file can have a document in every three characters.
    private readonly JsonLogObject?[] open = new JsonLogObject?[JsonText.MaxDepth];
    private int depth;

    private JsonLogObject Innermost => open[depth - 1]!;

    private JsonLogObject? Outer => depth > 1 ? open[depth - 2] : null;

    /// <summary>Returns the next event or payload; null at the end.</summary>
    public async ValueTask<JsonItem?> NextAsync()
    {
        while (true)
        {
            if (ready.Count > 0)
                return new JsonItem(ready.Dequeue());
            if (json.IsBroken && !await RecoverAsync())
                return null;
            if (depth == 0)
            {
                if (!await OpenDocumentAsync())
                    return null;
            }
            else if (!await NextItemAsync(Innermost))
            {
                if (Close() is { } logEvent)
                    return new JsonItem(logEvent);
            }
            else if (Innermost.IsArray)
            {
                if (await ReadElementAsync() is { } text)
                    return new JsonItem(text);
            }
            else if (await ReadMemberAsync(Innermost) is { } payload)
            {
                return payload;
            }
        }
    }

    private ValueTask<bool> OpenDocumentAsync() => window.Unread is ['{' or '[', ..] ? new(OpenDocument(window.Unread[0])) : OpenNextDocumentAsync();

    private async ValueTask<bool> OpenNextDocumentAsync() => OpenDocument(await json.PeekAsync());

    private bool OpenDocument(int next)
    {
        if (next == JsonText.End)
            return false;
        window.StartRawText();
        if (next is '{' or '[')
            Open(next == '[' ? JsonRole.List : JsonRole.Object);
        else
            json.Break("expected an object or an array");
        return true;
    }

    private void Open(JsonRole role)
    {
        if (depth == JsonText.MaxDepth)
        {
            json.BreakTooDeep();
            return;
        }
        (open[depth++] ??= new JsonLogObject()).Begin(role, window.Line);
        window.Advance(1);
    }

    private ValueTask<bool> NextItemAsync(JsonLogObject container)
    {
        if (window.Unread is not [var next, ..] || next != container.Closer)
            return NextItemOrEndAsync(container);
        window.Advance(1);
        return new(false);
    }

    private async ValueTask<bool> NextItemOrEndAsync(JsonLogObject container)
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

    private async ValueTask<LogEvent?> ReadElementAsync()
    {
        var next = await json.PeekAsync();
        if (Innermost.Role == JsonRole.List)
            window.StartRawText();
        if (next == '{')
        {
            Open(JsonRole.Object);
            return null;
        }
        // A row of Logs Insights is an array of its fields.
        if (next == '[' && Innermost.Role == JsonRole.List)
        {
            Open(JsonRole.Row);
            return null;
        }

        var line = window.Line;
        var text = next == '"' ? await json.ReadStringAsync() : "";
        if (next != '"')
            await json.SkipValueAsync();
        if (json.IsBroken)
            return null;
        if (Innermost.Role == JsonRole.List && EventText.BeginsAsWindows(text.AsSpan()))
            return new LogEvent("", null, EventText.WithoutZeros(text), null, line);
        if (Innermost.Role == JsonRole.Row)
            Innermost.Pass(text.Length);
        else
            problems.Add("JSON that is not an event", line, window.RawText.Length);
        return null;
    }

    private async ValueTask<JsonItem?> ReadMemberAsync(JsonLogObject container)
    {
        var name = await json.ReadStringAsync();
        await json.ExpectAsync(':');
        var next = await json.PeekAsync();
        var member = LogMembers.Of(name);
        if (next == '"' && member == JsonMember.Data && (container.Role == JsonRole.Wrapper || Outer is { IsRecords: true }))
            return await ReadPayloadAsync(container);
        if (next == '"')
            SetText(container, member, name, await json.ReadStringAsync(), isText: true);
        else if (next == '[' && container.Role == JsonRole.Object && container.CanHold(member, isOutermost: depth == 1))
            OpenList(container, member);
        else if (next == '{' && member == JsonMember.Wrapper)
            OpenWrapper(container);
        else if (next is '{' or '[')
            await SkipAsync(container, member, name);
        else
            SetText(container, member, name, await json.ReadLiteralAsync(), isText: false);
        return null;
    }

    private static void SetText(JsonLogObject container, JsonMember member, string name, string text, bool isText) =>
        container.Set(member, name, text, isText, text.Length);

    private void OpenList(JsonLogObject container, JsonMember member)
    {
        container.IsEnvelope = true;
        container.KeepText(window.RawText);
        Open(JsonRole.List);
        if (!json.IsBroken)
            Innermost.IsRecords = member == JsonMember.Records;
    }

    private void OpenWrapper(JsonLogObject container)
    {
        container.IsEnvelope = true;
        Open(JsonRole.Wrapper);
    }

    private async ValueTask SkipAsync(JsonLogObject container, JsonMember member, string name)
    {
        var before = window.RawText.Length;
        await json.SkipValueAsync();
        // A raw text at its maximum length does not show the length of the value.
        var length = window.RawText.Length < BoundedText.Limit ? window.RawText.Length - before : BoundedText.Limit;
        container.Set(member, name, null, isText: false, length);
    }

    private async ValueTask<JsonItem?> ReadPayloadAsync(JsonLogObject container)
    {
        var line = window.Line;
        var encoded = await json.ReadLongStringAsync();
        if (json.IsBroken)
            return null;
        try
        {
            var payload = Convert.FromBase64String(encoded);
            if (payload.Length > 0)
            {
                container.IsEnvelope = true;
                return new JsonItem(new LogEvent("", null, "", null, line), payload);
            }
        }
        catch (FormatException)
        {
            container.DataProblem = "a record whose data is not base64";
        }
        // Events of other products have a member with this name too.
        container.Pass(encoded.Length);
        return null;
    }

    private LogEvent? Close()
    {
        var container = Innermost;
        var outer = Outer;
        depth--;
        switch (container.Role)
        {
            case JsonRole.List:
                // A list that is empty or null means that there are no events.
                if (container.IsEmpty)
                    problems.Recognise();
                window.StartRawText();
                outer?.PassList();
                return null;
            case JsonRole.Wrapper:
                if (container.WrapperProblem is { } what)
                    problems.Add(what, container.Line, window.RawText.Length);
                return null;
            case JsonRole.Object when outer is { Role: JsonRole.Row }:
                if (container.IsEnvelope)
                    CloseEnvelope(container);
                outer.SetField(container);
                return null;
            case JsonRole.Object when container.IsEnvelope:
                CloseEnvelope(container);
                return Hold(container, outer);
            default:
                return Hold(container, outer);
        }
    }

    private void CloseEnvelope(JsonLogObject container)
    {
        if (container.IsEmptyEnvelope)
            problems.Recognise();
        if (container.UnfinishedStatus is { } status)
            problems.EndEarly($"the query was not complete when its results were read (status {status})", window.Line);
        if (container.HasMore)
            problems.EndEarly(LogProblems.OnePage, window.Line);
        if (container.Held is { Count: > 0 } held)
        {
            held.ForEach(logEvent => ready.Enqueue(logEvent with { LogStream = container.LogStream ?? "" }));
            held.Clear();
        }
        if (container.HeldProblem is { } problem && !container.IsControl)
            problems.Add(problem, container.Line, window.RawText.Length);
    }

    // An object that contains events can be an event itself. Events of a subscription record have the record's log stream, which may follow them.
    private LogEvent? Hold(JsonLogObject container, JsonLogObject? list)
    {
        var record = list is { Role: JsonRole.List } && depth > 1 ? open[depth - 2] : null;
        var read = container.ToEvent(container.TextOf(window.RawText), out var problem);
        if (read is null && record is { IsControl: true })
            return null;
        if (problem is not null && record is { IsSubscription: true, MessageType: null })
            record.HeldProblem = problem;
        else if (problem is not null)
            problems.Add(problem, container.Line, window.RawText.Length);
        if (read is not { } logEvent)
            return null;
        if (record is not { IsSubscription: true })
            return logEvent;
        if (record is { LogStream: { } stream, MessageType: not null })
            return logEvent with { LogStream = stream };
        if (record.Hold(logEvent) > MostHeld)
            json.Break("a record has more than 32 MiB of events before its log stream");
        return null;
    }

    /// <summary>Skips to the next line that begins a document; false at the end.</summary>
    private async ValueTask<bool> RecoverAsync()
    {
        if (json.EndsEarly)
            problems.EndEarly("the JSON is not complete", json.BrokenLine);
        else
            problems.Add(problems.HasAny ? "" : json.Problem, json.BrokenLine, window.RawText.Length);
        depth = 0;
        json.Resume();
        while (await window.EnsureAsync(1))
        {
            if (window.Column == 0 && window.RawText.Length > 0 && window.Unread is ['{' or '[', ..])
                return true;
            var newLine = window.Unread.IndexOf('\n');
            window.Advance(newLine < 0 ? window.Unread.Length : newLine + 1);
        }
        return false;
    }
}
