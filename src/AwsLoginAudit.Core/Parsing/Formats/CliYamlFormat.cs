namespace AwsLoginAudit;

/// <summary>The output of <c>aws logs filter-log-events --output yaml</c> (or yaml-stream) and <c>get-log-events --output yaml</c>.</summary>
/// <remarks>
/// The events are mappings in a sequence under <c>events:</c>, in block style, with the members of FilteredLogEvent or OutputLogEvent in any order.
/// Version 2 of the AWS CLI writes this format and ends it with a line break.
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
            // Each page of a stream has the token of the next page, which follows.
            token = inEvents ? 0 : IsToken(entries) ? entries.Line : token;
            if (entries.IsCut)
                problems.EndEarly("a value is not complete", entries.Line);
            else if (!isSection && inEvents)
                current.Set(entries);
            else if (!inEvents)
                PassOther(entries, problems);
        }

        if (current.TakeLast() is { } last)
            yield return last;
        if (token > 0)
            problems.EndEarly(LogProblems.OnePage, token);
    }

    private static bool IsToken(YamlEntries entries) =>
        LogMembers.Of(entries.Key!) == JsonMember.NextToken && entries.Value is not ("" or "null");

    // Text beside the events is accepted if it is short, or a member of a response.
    private static void PassOther(YamlEntries entries, LogProblems problems)
    {
        if (entries.Value.Length > JsonLogObject.ShortestEvent
            && LogMembers.Of(entries.Key!) is not (JsonMember.Beside or JsonMember.NextToken or JsonMember.LogStream or JsonMember.Known))
        {
            problems.Add(OtherText, entries.Line, entries.Value.Length);
        }
    }

    private static void PassSection(YamlEntries entries, LogProblems problems)
    {
        if (entries.Value == "[]")
            problems.Recognise();
        else if (entries.Value.Length > 0)
            problems.Add(OtherText, entries.Line, entries.Value.Length);
    }

    /// <summary>The mapping that is being read.</summary>
    private sealed class YamlEvent(LogProblems problems)
    {
        private readonly LogMembers members = new();
        private long line;

        /// <summary>The column of the mapping's keys; 0 if no mapping is being read.</summary>
        public int Indent { get; private set; }

        public void Begin(long startLine, int indent)
        {
            (line, Indent) = (startLine, indent);
            members.Clear();
        }

        public void Set(YamlEntries entry)
        {
            // CloudWatch Logs writes no mapping within an event.
            if (entry.Indent != Indent)
                problems.Add(OtherText, entry.Line, entry.Value.Length);
            else
                members.Set(LogMembers.Of(entry.Key!), entry.Key!, entry.Value);
        }

        public LogEvent? Take()
        {
            if (Indent == 0)
                return null;
            Indent = 0;
            var message = members.Text(JsonMember.Message);
            if (members.Repeated is { } name)
                problems.Add($"a second value of {name} that is not read", line, LineEvents.LongestStart);
            if (message is not null && members.HasTime && EventText.Begins(message.AsSpan()))
                return new LogEvent(members.Text(JsonMember.LogStream) ?? "", members.Timestamp, EventText.WithoutZeros(message), members.EventId, line);
            problems.Add(message is not null ? "a message that is not a Windows event" : "an event without a message", line, LineEvents.LongestStart);
            return null;
        }

        public LogEvent? TakeLast()
        {
            if (Indent > 0 && (!members.HasTime || !EventText.IsWhole(members.Text(JsonMember.Message).AsSpan())))
            {
                problems.EndEarly("an event is not complete", line);
                return null;
            }
            return Take();
        }
    }
}
