namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>What recordings are made of.</summary>
internal static class Recordings
{
    public static IReadOnlyList<string> Pieces { get; } =
    [
        "<Event>", "</Event>", "<Events>", "</Events>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<Event><System/></Event>",
        "{\"message\":\"", "\"message\":\"a\"", "{\"events\":[", "\"events\":null", "\"timestamp\":", "\"logStreamName\":\"i-1\"", "]}", "\"}\n", "/Date(1768378643412)/",
        "[Security] [INFORMATION] [4625] [p] [c] [m]", "2026-01-14T08:17:23.412Z ", "\n[", "\n{", "{}", "[],",
        "\"logEvents\":[", "\"messageType\":\"DATA_MESSAGE\"", "\"messageType\":\"CONTROL_MESSAGE\"", "\"records\":[", "\"data\":\"", "\"awslogs\":{", "\"kinesis\":{", "\"results\":[[",
        "{\"field\":\"@message\",\"value\":\"<Event>\"}", "2026-01-14T08:17:23.412000+00:00 i-1 ", "2026-01-14T08:17:23 ", "EVENTS\t1\t", "\t1768378643412\n", "SEARCHEDLOGSTREAMS\t", "NEXTTOKEN\ta\n", "None\n", "\n\uFEFF", "\n{\"", "nextToken: a\n", "\"nextToken\":\"a\"",
        "events:\n", "- message: '", "  timestamp: 1768378643412\n", "\\\n    \\ ", "timestamp,message\n", "1768378643412,\"<Event>", "\"\"", "\"\n", "- <Event>", "Log Name:      a\n", "Event Xml:\n", "<!-- -->",
    ];
}
