using static AwsLoginAudit.Tests.Core.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Measures the memory of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(LogFileMemoryTests), DisableParallelization = true)]
[Collection(nameof(LogFileMemoryTests))]
public sealed class LogFileMemoryTests
{
    [Theory]
    [InlineData("<Event>", "x")]
    [InlineData("", "<Event>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</Event>\r\n")]
    [InlineData("{\"events\":[{\"message\":\"a\"}", ", {\"message\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}")]
    [InlineData("{\"message\":\"a\"}{\"message\":\"", "x")]
    [InlineData("{\"message\":\"a\"}\n{\"other\":[", "12,")]
    [InlineData("2026-11-23T06:50:00.123Z x", "2026-11-23T06:50:00.123Z xxxxxxxxxxxxxxxxx\n")]
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
