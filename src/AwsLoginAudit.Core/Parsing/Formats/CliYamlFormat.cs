namespace AwsLoginAudit;

/// <summary><c>aws logs filter-log-events --output yaml</c> (or yaml-stream) and <c>get-log-events --output yaml</c>.</summary>
/// <remarks>
/// Mappings in a sequence under <c>events:</c>, in block style, with the members of FilteredLogEvent or OutputLogEvent in any order. Version 2
/// of the AWS CLI writes this format and ends it with a line break.
/// </remarks>
internal sealed class CliYamlFormat : ILogFormat
{
    private const string Events = "events:";
    private const string OtherText = "text that is not YAML of the AWS CLI";

    public bool CanRead(ReadOnlySpan<char> head) => head.StartsWith(Events.AsSpan()) || head.StartsWith(("- " + Events).AsSpan());

    public async IAsyncEnumerable<LogEvent> ReadAsync(LogSource source)
    {
        var (entries, problems) = (new YamlEntries(source.Window), source.Problems);
        var current = new YamlEvent(problems);
        var (inEvents, token) = (false, 0L);
        while (await entries.NextAsync())
        {
            if (entries.Key is null)
            {
                problems.Add(OtherText, entries.Line, LineEvents.LongestStart);
                continue;
            }

            var isSection = entries.Key == "events" || (!entries.IsItem && entries.Indent < current.Indent);
            if ((isSection || entries.IsItem) && current.Take() is { } complete)
                yield return complete;
            if (isSection)
                inEvents = entries.Key == "events";
            else if (inEvents && entries.IsItem)
                current.Begin(entries.Line, entries.Indent);
            if (isSection && inEvents)
                PassSection(entries, problems);
            // Each page of a stream has the token of the next one, which follows.
            token = inEvents ? 0 : IsToken(entries) ? entries.Line : token;
            if (entries.IsCut)
                problems.EndEarly("a value is not complete", entries.Line);
            else if (!isSection && inEvents)
                current.Set(entries.Key, entries.Value);
        }

        if (current.TakeLast() is { } last)
            yield return last;
        if (token > 0)
            problems.EndEarly(LogProblems.OnePage, token);
    }

    private static bool IsToken(YamlEntries entries) =>
        JsonLogObject.MemberOf(entries.Key!) == JsonMember.NextToken && entries.Value is not ("" or "null");

    private static void PassSection(YamlEntries entries, LogProblems problems)
    {
        if (entries.Value == "[]")
            problems.Recognise();
        else if (entries.Value.Length > 0)
            problems.Add(OtherText, entries.Line, entries.Value.Length);
    }

    /// <summary>A mapping that is read.</summary>
    private sealed class YamlEvent(LogProblems problems)
    {
        private LogEvent? begun;
        private bool hasMessage;

        /// <summary>In which column its keys stand; 0 if none is being read.</summary>
        public int Indent { get; private set; }

        public void Begin(long line, int indent) => (begun, hasMessage, Indent) = (new LogEvent("", null, "", null, line), false, indent);

        public void Set(string key, string value)
        {
            if (begun is not { } logEvent)
                return;
            begun = JsonLogObject.MemberOf(key) switch
            {
                JsonMember.Message => logEvent with { Message = EventText.WithoutZeros(value) },
                JsonMember.LogStream => logEvent with { LogStream = value },
                JsonMember.Timestamp => logEvent with { Timestamp = LogTime.Read(value) },
                JsonMember.EventId => logEvent with { EventId = value },
                _ => logEvent,
            };
            hasMessage |= JsonLogObject.MemberOf(key) == JsonMember.Message;
        }

        public LogEvent? Take()
        {
            var taken = begun;
            (begun, Indent) = (null, 0);
            if (taken is not { } logEvent || (hasMessage && logEvent.Timestamp is not null && EventText.Begins(logEvent.Message.AsSpan())))
                return taken;
            problems.Add(hasMessage ? "a message that is not a Windows event" : "an event without a message", logEvent.Line, LineEvents.LongestStart);
            return null;
        }

        public LogEvent? TakeLast()
        {
            if (begun is { } logEvent && (logEvent.Timestamp is null || !hasMessage || !EventText.IsWhole(logEvent.Message.AsSpan())))
            {
                problems.EndEarly("an event is not complete", logEvent.Line);
                return null;
            }
            return Take();
        }
    }
}
