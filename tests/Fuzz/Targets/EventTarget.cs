using System.Text;

namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>One event, as XML or in the agent's text format: it is never refused, and both ways to hand it over say the same of it.</summary>
internal sealed class EventTarget(string name) : Target(name, 4, Pieces)
{
    private static readonly string[] Pieces =
    [
        "<Event>", "</Event>", "<System>", "</System>", "<EventData>", "</EventData>", "<RenderingInfo Culture='en-US'>", "</RenderingInfo>",
        "<Data Name='IpAddress'>192.0.2.1</Data>", "<Data Name='Status'>0xc000006d</Data>", "<EventID>4624</EventID>", "<EventRecordID>1</EventRecordID>",
        "<Keywords>0x8020000000000000</Keywords>", "<Computer>PC</Computer>", "<TimeCreated SystemTime='2026-01-14T08:17:23.123456789Z'/>", "LogonGuid",
        "[Security] ", "[INFORMATION] ", "[4625] ", "] ", "\n\tLabel:\t\tvalue", "::ffff:192.0.2.1", "fe80::1%2",
    ];

    // Kept, so that what one event leaves behind meets the next.
    private readonly EventParser kept = new();

    private LogEvent logEvent;
    private LoginAuditEvent? read;

    public override void Prepare(ReadOnlySpan<byte> input) => logEvent = new LogEvent("i-1", DateTimeOffset.UnixEpoch, Halves(input), "1");

    public override void Read() => read = kept.Parse(logEvent);

    public override void Check()
    {
        Promise(read!.InstanceId == "i-1", "counts for another instance");
        Promise(read.Suspicious || read.RawText is not null ? HasItsText(read.RawText) : !read.Malformed, "is not as Windows builds it and has lost its text");
        if (logEvent.Message.Length % 8 != 0)
            return;
        var other = new EventParser().Parse("i-1".AsSpan(), logEvent.Timestamp, ("<" + logEvent.Message).AsSpan(1), "1".AsSpan(), LoginAuditRead.Open);
        if (!Same(read, other))
            throw new BrokenPromiseException($"is read in two ways: {read} and {other}");
    }

    // Zeros at the end are no part of an event, and JSON is kept as the event XML that it was converted to.
    private bool HasItsText(string? raw) => logEvent.Message is ['{', ..] ? raw is not null : raw == logEvent.Message.TrimEnd('\0');

    /// <summary>UTF-8, and half of a surrogate pair, which UTF-8 cannot say, for what is none.</summary>
    public static string Halves(ReadOnlySpan<byte> input) => Encoding.UTF8.GetString(input).Replace('\ufffd', '\ud83d');

    private static bool Same(LoginAuditEvent one, LoginAuditEvent other) =>
        one with { Conflicts = other.Conflicts } == other && one.Conflicts.Count == other.Conflicts.Count
        && one.Conflicts.All(pair => other.Conflicts.TryGetValue(pair.Key, out var values) && values.SequenceEqual(pair.Value));
}
