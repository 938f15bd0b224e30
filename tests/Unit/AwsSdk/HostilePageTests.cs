using System.Reflection;
using System.Text;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Answers of FilterLogEvents that AWS does not give. Read as bytes, and not by the SDK: so by name, since nobody else can.</summary>
public sealed class HostilePageTests
{
    private static readonly Type Page = typeof(AwsSession).Assembly.GetType("AwsLoginAudit.Aws.EventPage", throwOnError: true)!;

    [Theory]
    [InlineData("253402300800000")]
    [InlineData("-62135596800001")]
    [InlineData("9223372036854775807")]
    [InlineData("null")]
    [InlineData("1e3")]
    public void A_time_that_no_calendar_has_is_none_and_the_event_counts(string timestamp)
    {
        var page = Read($$"""{"events":[{"logStreamName":"i-1","timestamp":{{timestamp}},"message":"a"}]}""");
        var failure = (LoginAuditFailure)Assert.Single((LoginAuditEvent[])Page.GetMethod("Parse")!.Invoke(page, [new EventParser(), LoginAuditRead.Open])!);
        Assert.Equal(("i-1", default(DateTimeOffset?)), (failure.InstanceId, failure.Time));
    }

    [Fact]
    public void More_events_than_an_answer_has_are_refused_by_their_number_and_nesting_by_its_depth()
    {
        Read(Events(10_000));
        Assert.Contains("it has more than 10000 events at byte ", Refusal(Events(10_001)), StringComparison.Ordinal);
        Assert.Contains("it is nested deeper than 64 at byte ", Refusal("{\"a\":" + new string('[', 100_000)), StringComparison.Ordinal);
        Assert.Contains("it is not valid JSON at byte 12 of 12", Refusal("{\"events\":[{"), StringComparison.Ordinal);
    }

    private static string Events(int count) => $"{{\"events\":[{string.Join(',', Enumerable.Repeat("{}", count))}]}}";

    private static string Refusal(string json) =>
        Assert.IsType<InvalidDataException>(Assert.Throws<TargetInvocationException>(() => Read(json)).InnerException).Message;

    private static object Read(string json) => Page.GetMethod("Read")!.Invoke(null, [Encoding.UTF8.GetBytes(json), Encoding.UTF8.GetByteCount(json)])!;
}
