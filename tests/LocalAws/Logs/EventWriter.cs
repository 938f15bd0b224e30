using System.Text.Json;
using LocalAws.Alarms;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Logs;

/// <summary>PutLogEvents, and what it shares with direct loading: an event joins its group and feeds the group's metric filters.</summary>
internal sealed class EventWriter(ServerContext context, LogGroups groups, MetricStore metrics)
{
    private const int BatchBytes = 1_048_576;
    private const int OldestDays = 14;
    private const int NewestHours = 2;
    private const int SpanHours = 24;

    /// <summary>Identifies events, in order of arrival.</summary>
    public long NextId { get; set; } = 1;

    public void Add(LogGroup group, LogStream stream, long timestamp, long ingestionTime, EventText text)
    {
        var key = new EventKey(timestamp, ingestionTime, NextId++);
        group.Events.Add(new LogEvent(key, stream, text));
        stream.Note(key);
        foreach (var filter in group.MetricFilters.Values)
        {
            if (filter.SampleOf(text, key) is { } sample)
                metrics.Add(filter.Metric.Namespace, filter.Metric.Name, filter.Metric.Unit, metrics.IsByArrival ? ingestionTime : timestamp, sample);
        }
    }

    public void PutLogEvents(JsonElement request, Utf8JsonWriter response)
    {
        var group = groups.Named(request.Demand("logGroupName"));
        var stream = LogGroups.StreamOf(group, request.Demand("logStreamName"));
        var batch = request.GetProperty("logEvents").EnumerateArray()
            .Select(e => (Timestamp: e.Long("timestamp")!.Value, Text: new KeptText(e.Demand("message")))).ToList();

        var size = batch.Sum(e => (long)e.Text.Length + EventText.Overhead);
        if (size > BatchBytes)
            throw AwsException.InvalidParameter($"Upload too large: {size} bytes exceeds limit of {BatchBytes}");
        for (var i = 1; i < batch.Count; i++)
        {
            if (batch[i].Timestamp < batch[i - 1].Timestamp)
                throw AwsException.InvalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
        }

        var (expiredEnd, oldEnd, newStart) = Bounds(batch.ConvertAll(e => e.Timestamp), group);
        var accepted = batch[Math.Max(expiredEnd, oldEnd)..Math.Max(newStart, Math.Max(expiredEnd, oldEnd))];
        if (accepted.Count > 0 && accepted[^1].Timestamp - accepted[0].Timestamp > TimeSpan.FromHours(SpanHours).TotalMilliseconds)
            throw AwsException.InvalidParameter("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");

        var ingestionTime = context.NowMilliseconds;
        foreach (var (timestamp, text) in accepted)
            Add(group, stream, timestamp, ingestionTime, text);

        response.WriteStartObject();
        response.WriteString("nextSequenceToken", $"{NextId:D56}");
        if (accepted.Count < batch.Count)
            WriteRejected(response, expiredEnd, oldEnd, newStart, batch.Count);
        response.WriteEndObject();
    }

    /// <summary>Ends of the expired and of the too old events, which come first, and start of the too new, which come last.</summary>
    private (int ExpiredEnd, int OldEnd, int NewStart) Bounds(List<long> timestamps, LogGroup group)
    {
        var now = context.Now;
        var tooOld = now.AddDays(-OldestDays).ToUnixTimeMilliseconds();
        var expired = group.RetentionInDays is { } days ? now.AddDays(-days).ToUnixTimeMilliseconds() : 0;
        var tooNew = now.AddHours(NewestHours).ToUnixTimeMilliseconds();
        return (timestamps.Count(t => t < expired), timestamps.Count(t => t < tooOld), timestamps.Count(t => t <= tooNew));
    }

    /// <summary>The two ends are exclusive, the start is inclusive.</summary>
    private static void WriteRejected(Utf8JsonWriter response, int expiredEnd, int oldEnd, int newStart, int count)
    {
        response.WriteStartObject("rejectedLogEventsInfo");
        if (newStart < count)
            response.WriteNumber("tooNewLogEventStartIndex", newStart);
        if (oldEnd > 0)
            response.WriteNumber("tooOldLogEventEndIndex", oldEnd);
        if (expiredEnd > 0)
            response.WriteNumber("expiredLogEventEndIndex", expiredEnd);
        response.WriteEndObject();
    }
}
