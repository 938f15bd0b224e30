namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>What recordings are made of.</summary>
internal static class Recordings
{
    public static IReadOnlyList<string> Pieces { get; } =
    [
        "<Event>", "</Event>", "<Events>", "</Events>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<Event><System/></Event>",
        "{\"message\":\"", "\"message\":\"a\"", "{\"events\":[", "\"events\":null", "\"timestamp\":", "\"logStreamName\":\"i-1\"", "]}", "\"}\n", "/Date(1768378643412)/",
        "[Security] [INFORMATION] [4625] [p] [c] [m]", "2026-01-14T08:17:23.412Z ", "\n[", "\n{", "{}", "[],",
    ];
}
