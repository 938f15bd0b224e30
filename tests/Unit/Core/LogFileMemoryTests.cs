using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Measures the memory of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(LogFileMemoryTests), DisableParallelization = true)]
[Collection(nameof(LogFileMemoryTests))]
public sealed class LogFileMemoryTests
{
    [Theory]
    [InlineData("<Event></Event><Event>", "x")]
    [InlineData("", "<Event>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</Event>\r\n")]
    [InlineData("<Event></Event>", "no event at all, and more of it\n")]
    [InlineData("{\"events\":[{\"message\":\"<Event/>\"}", ", {\"message\":\"<Event>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}")]
    [InlineData("{\"message\":\"<Event/>\"}{\"message\":\"", "x")]
    [InlineData("{\"message\":\"<Event/>\"}\n{\"other\":[", "12,")]
    [InlineData("{\"message\":\"<Event/>\"}\n", "{\"other\":12}\n")]
    [InlineData("{\"logStream\":\"a\",\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"<Event/>\"}", ",{\"id\":\"1\",\"message\":\"<Event/>\"}")]
    [InlineData("2026-11-23T06:50:00.123Z <Event/>", "2026-11-23T06:50:00.123Z <Event/>xxxxxxxxxxxx\n")]
    [InlineData("EVENTS\t1\t<Event/>\t1795416600123\n", "EVENTS\t1\t<Event/>\t1795416600123\n")]
    [InlineData("events:\n- message: <Event/>\n  timestamp: 1795416600123\n", "- message: <Event/>\n  timestamp: 1795416600123\n")]
    [InlineData("timestamp,message\n1795416600123,<Event/>\n", "1795416600123,\"<Event/>\"\n")]
    [InlineData("timestamp,message\n1795416600123,<Event/>\n1,\"", "x,\n")]
    public async Task Memory_does_not_grow_with_the_recording(string head, string piece)
    {
        const long length = 50_000_000;
        var (start, most, count) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
        try
        {
            await foreach (var _ in LogFileReader.ReadAsync(new RepeatingStream(head, piece, length), "test", TestContext.Current.CancellationToken))
            {
                if (count++ % 200_000 == 0)
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - start);
            }
        }
        catch (LoginAuditException)
        {
            // JSON that ends in its middle: what counts here is how it was read.
        }

        Assert.True(count > 0);
        most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - start);
        Assert.InRange(most, long.MinValue, 16_000_000);
    }
}
