using System.Buffers;
using System.Linq.Expressions;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>An answer of FilterLogEvents as its bytes: events, or refused as no whole answer; what a JSON library takes is taken the same.</summary>
internal sealed class PageTarget() : Target(
    "pages", 4, "{\"events\":[", "{\"logStreamName\":\"i-1\",\"timestamp\":1768378643412,\"message\":\"a\",\"eventId\":\"1\"}", "\"message\":\"", "\"timestamp\":",
    "\"eventId\":\"", "\"nextToken\":\"", "\"searchedLogStreams\":[]", "{},", "[[[[", "{\"a\":", "\\u00e9", "\\/", "]}")
{
    private static readonly Func<byte[], int, EventParser, LoginAuditEvent[]> ReadPage = Compile();

    private readonly EventParser parser = new();
    private byte[] body = [];
    private int length;
    private LoginAuditEvent[]? events;

    public override void Prepare(ReadOnlySpan<byte> input)
    {
        // As it comes off the wire: in a buffer that is longer, with what an answer before has left behind it.
        ArrayPool<byte>.Shared.Return(body);
        body = ArrayPool<byte>.Shared.Rent(input.Length + 1);
        body[input.Length] = (byte)'"';
        input.CopyTo(body);
        length = input.Length;
    }

    public override void Read()
    {
        try
        {
            events = ReadPage(body, length, parser);
        }
        catch (InvalidDataException)
        {
            events = null;
        }
    }

    public override void Check() => Promise(events is null || events.Length <= 10_000, "has more events than an answer has");

    // Not public, and nobody else's business.
    private static Func<byte[], int, EventParser, LoginAuditEvent[]> Compile()
    {
        var page = typeof(AwsSession).Assembly.GetType("AwsLoginAudit.Aws.EventPage", throwOnError: true)!;
        var (bytes, count, parser) = (Expression.Parameter(typeof(byte[])), Expression.Parameter(typeof(int)), Expression.Parameter(typeof(EventParser)));
        var read = Expression.Call(page.GetMethod("Read")!, bytes, count);
        var parse = Expression.Call(read, page.GetMethod("Parse")!, parser, Expression.Constant(LoginAuditRead.Open));
        return Expression.Lambda<Func<byte[], int, EventParser, LoginAuditEvent[]>>(parse, bytes, count, parser).Compile();
    }
}
