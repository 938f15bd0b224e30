using System.Globalization;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Patterns;
using LocalAws.Validation;

namespace LocalAws.Logs;

/// <summary>FilterLogEvents and GetLogEvents: pages of at most 1 MiB or 10,000 events.</summary>
internal sealed class EventReader(ServerContext context, LogGroups groups)
{
    private const int PageEvents = 10_000;
    private const int PageBytes = 1024 * 1024;

    /// <summary>How many events one call looks at before it answers with what it has, as AWS does after some time.</summary>
    private const int ScannedPerPage = 100_000;

    public void FilterLogEvents(JsonElement request, Utf8JsonWriter response)
    {
        var group = groups.Of(request);
        var query = FilterQuery.Read(request, group, OldestKept(group));
        var token = request.Text("nextToken");
        var place = token is null ? EventKey.Before(query.Start)
            : Place(context.Tokens.Open(query.Question, token) ?? throw AwsException.InvalidParameter("The specified nextToken is invalid."));

        response.WriteStartObject();
        response.WriteStartArray("events");
        var next = context.Faults.NextFilterPageIsEmpty() ? place : WriteFiltered(response, group.Events, query, place, request.Int("limit", PageEvents));
        response.WriteEndArray();
        response.WriteStartArray("searchedLogStreams");
        response.WriteEndArray();
        if (next is { } more)
            response.WriteString("nextToken", context.Tokens.Seal(query.Question, Place(more)));
        response.WriteEndObject();
    }

    public void GetLogEvents(JsonElement request, Utf8JsonWriter response)
    {
        var group = groups.Of(request);
        var stream = LogGroups.StreamOf(group, request.Demand("logStreamName"));
        var start = Math.Max(request.Long("startTime") ?? 0, OldestKept(group));
        var end = request.Long("endTime") ?? long.MaxValue;
        if (request.Long("startTime") > end)
            throw AwsException.InvalidParameter("The start time must not be after the end time.");

        var question = $"stream {group.Name} {stream.Name}";
        var (forward, boundary) = StreamToken.Read(request, t => context.Tokens.Open(question, t));
        var events = group.Events.InOrder();
        var (low, high) = (group.Events.After(EventKey.Before(start)), group.Events.After(EventKey.Before(end)));
        if (boundary is { } at)
            (low, high) = forward ? (Math.Max(low, group.Events.After(at)), high) : (low, Math.Min(high, group.Events.After(at)));

        var page = StreamPage(events, stream, low, high, forward, request.Int("limit", PageEvents));
        response.WriteStartObject();
        response.WriteStartArray("events");
        foreach (var index in page)
            WriteEvent(response, events[index], withStream: false);
        response.WriteEndArray();
        // A boundary is the last event before it, so both tokens of an empty page are the one that was passed.
        var after = page.Count > 0 ? events[page[^1]].Key : boundary ?? EventKey.Before(forward ? start : long.MaxValue);
        var before = page.Count > 0 ? events[page[0]].Key with { Id = events[page[0]].Key.Id - 1 } : after;
        var same = page.Count == 0 ? request.Text("nextToken") : null;
        response.WriteString("nextForwardToken", same is not null && forward ? same : "f/" + context.Tokens.Seal(question, Place(after)) + "/s");
        response.WriteString("nextBackwardToken", same is not null && !forward ? same : "b/" + context.Tokens.Seal(question, Place(before)) + "/s");
        response.WriteEndObject();
    }

    /// <summary>Writes a page and returns the key after which the next begins; null when everything in the time range was looked at.</summary>
    private static EventKey? WriteFiltered(Utf8JsonWriter response, EventList list, FilterQuery query, EventKey place, int limit)
    {
        var events = list.InOrder();
        var first = list.After(place);
        var (count, bytes) = (0, 0);
        for (var i = first; i < events.Length && events[i].Key.Timestamp <= query.End; i++)
        {
            ref readonly var candidate = ref events[i];
            if (i - first == ScannedPerPage)
                return place;
            if (query.Includes(candidate))
            {
                bytes += candidate.Text.Length + EventText.Overhead;
                if (count == limit || (bytes > PageBytes && count > 0))
                    return place;
                WriteEvent(response, candidate, withStream: true);
                count++;
            }
            place = candidate.Key;
        }
        return null;
    }

    private static List<int> StreamPage(ReadOnlySpan<LogEvent> events, LogStream stream, int low, int high, bool forward, int limit)
    {
        var page = new List<int>();
        var bytes = 0;
        var (from, step) = forward ? (low, 1) : (high - 1, -1);
        for (var i = from; i >= low && i < high && page.Count < limit; i += step)
        {
            if (!ReferenceEquals(events[i].Stream, stream))
                continue;
            bytes += events[i].Text.Length + EventText.Overhead;
            if (bytes > PageBytes && page.Count > 0)
                break;
            page.Add(i);
        }
        if (!forward)
            page.Reverse();
        return page;
    }

    private static void WriteEvent(Utf8JsonWriter response, in LogEvent logEvent, bool withStream)
    {
        response.WriteStartObject();
        if (withStream)
            response.WriteString("logStreamName", logEvent.Stream.Name);
        response.WriteNumber("timestamp", logEvent.Key.Timestamp);
        response.WritePropertyName("message");
        logEvent.Text.Write(response, logEvent.Key);
        response.WriteNumber("ingestionTime", logEvent.Key.IngestionTime);
        if (withStream)
        {
            // AWS's are 56 digits too.
            Span<char> id = stackalloc char[56];
            id.TryWrite(CultureInfo.InvariantCulture, $"{logEvent.Key.Timestamp:D26}{logEvent.Key.Id:D30}", out _);
            response.WriteString("eventId", id);
        }
        response.WriteEndObject();
    }

    private long OldestKept(LogGroup group) =>
        group.RetentionInDays is { } days ? context.Now.AddDays(-days).ToUnixTimeMilliseconds() : 0;

    private static string Place(in EventKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Timestamp},{key.IngestionTime},{key.Id}");

    internal static EventKey Place(string text)
    {
        var numbers = text.Split(',');
        return new EventKey(Number(0), Number(1), Number(2));
        long Number(int index) => long.Parse(numbers[index], CultureInfo.InvariantCulture);
    }
}

/// <summary>What a FilterLogEvents call asks for.</summary>
internal sealed record FilterQuery(string Question, long Start, long End, HashSet<LogStream>? Streams, FilterPattern Pattern)
{
    public static FilterQuery Read(JsonElement request, LogGroup group, long oldest)
    {
        var (start, end) = (request.Long("startTime"), request.Long("endTime"));
        var (names, prefix, pattern) = (request.Texts("logStreamNames"), request.Text("logStreamNamePrefix"), request.Text("filterPattern") ?? "");
        if (names is not null && prefix is not null)
            throw AwsException.InvalidParameter("logStreamNames and logStreamNamePrefix cannot both be specified.");
        if (start > end)
            throw AwsException.InvalidParameter("The start time must not be after the end time.");

        HashSet<LogStream>? streams = null;
        if (names is not null)
            streams = [.. names.Select(name => LogGroups.StreamOf(group, name))];
        else if (prefix is not null)
            streams = [.. group.Streams.Values.Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal))];
        var question = JsonSerializer.Serialize(new object?[] { group.Name, start, end, names, prefix, pattern });
        return new FilterQuery(question, Math.Max(start ?? 0, oldest), end ?? long.MaxValue, streams, FilterPattern.Parse(pattern));
    }

    public bool Includes(in LogEvent candidate) =>
        (Streams is null || Streams.Contains(candidate.Stream)) && candidate.Text.Matches(Pattern, candidate.Key);
}

/// <summary>Where GetLogEvents goes on: <c>f/…/s</c> forward, <c>b/…/s</c> backward.</summary>
internal static class StreamToken
{
    public static (bool Forward, EventKey? Boundary) Read(JsonElement request, Func<string, string?> open)
    {
        var fromHead = request.Flag("startFromHead");
        if (request.Text("nextToken") is not { } token)
            return (fromHead, null);
        var isWhole = token.Length > 4 && token.EndsWith("/s", StringComparison.Ordinal) && token[0] is 'f' or 'b' && token[1] == '/';
        if (!isWhole || open(token[2..^2]) is not { } place)
            throw AwsException.InvalidParameter("The specified nextToken is invalid.");
        if (token[0] == 'f' && !fromHead)
            throw AwsException.InvalidParameter("A nextForwardToken needs startFromHead to be true.");
        return (token[0] == 'f', EventReader.Place(place));
    }
}
