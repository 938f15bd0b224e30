namespace AwsLoginAudit;

/// <summary>JSON documents, arrays and lines, one or more, with or without anything between them.</summary>
/// <remarks>
/// Supported from CloudWatch Logs: responses of FilterLogEvents, GetLogEvents and GetQueryResults (botocore's model of CloudWatch Logs), rows of Logs
/// Insights (@message), and records of subscription filters (messageType, logStream, logEvents). Records may be in base64 and gzip within
/// a Lambda event (awslogs.data), an event or a response of Kinesis (Records[].kinesis.data, Records[].Data), or a Firehose event
/// (records[].data): CloudWatch Logs User Guide, "Real-time processing of log data with subscriptions"; Lambda Developer Guide, "Using
/// Lambda with Kinesis". Other objects are events if <see cref="JsonEvent"/> reads them.
/// </remarks>
internal sealed class JsonFormat : ILogFormat
{
    public bool CanRead(ReadOnlySpan<char> head) => head is ['{' or '[', ..] && (head[0] == '{' || head.Slice(1).TrimStart() is ['{' or '[' or '"' or ']', ..]);

    public async IAsyncEnumerable<LogEvent> ReadAsync(LogSource source)
    {
        var reader = new JsonEventReader(source);
        while (await reader.NextAsync() is { } item)
        {
            if (item.Payload is null)
            {
                yield return item.Event;
                continue;
            }

            // AWS never puts a record into a record, and endless nesting would take endless time.
            if (source.IsPayload)
            {
                source.Problems.Add("a record within the data of a record", item.Event.Line, item.Payload.Length);
                continue;
            }

            var problems = new LogProblems(source.Name);
            await foreach (var logEvent in LogFileReader.ReadPayloadAsync(item.Payload, source.Name, problems))
                yield return logEvent with { Line = item.Event.Line };
            if (problems.ToError(invalidText: null) is not null)
                source.Problems.Add("a record whose data cannot be read to its end", item.Event.Line, item.Payload.Length);
        }
    }
}
