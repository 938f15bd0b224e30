namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Windows event logs (.evtx) as the cmdlets read them.</summary>
public sealed class EventLogFileTests
{
    [Theory]
    [InlineData("Get-LoginAuditFailure -Path $log")]
    [InlineData("[IO.FileInfo] $log | Get-LoginAuditFailure")]
    public void Failed_logins_of_an_event_log_are_counted_for_its_computer(string read)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("log", Write(folder, "Security.evtx", EvtxFile.Of(EvtxEvents.Failures(100), perChunk: 40)));
        var outcome = engine.Run($"{read} | Measure-LoginAuditFailure -Threshold 5");
        Assert.Empty(outcome.Errors);
        var count = Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject);
        Assert.Equal(("WIN-1", 100L, false), (count.InstanceId, count.FailureCount, count.Incomplete));
    }

    [Fact]
    public void A_damaged_event_log_does_not_stop_the_other_files_and_marks_what_was_read()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        var chunks = EvtxFile.Chunks(EvtxEvents.Failures(9), perChunk: 3).ToList();
        chunks[1].AsSpan().Clear();
        engine.Set("damaged", Write(folder, "damaged.evtx", EvtxFile.Of(chunks)));
        engine.Set("whole", Write(folder, "whole.evtx", EvtxFile.Of([EvtxEvents.Failure(1, computer: "WIN-2")])));
        var outcome = engine.Run("Get-LoginAuditFailure -Path $damaged, $whole");
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("FileUnreadable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Chunk 2 (byte 69632): no chunk begins here", error.Exception.Message, StringComparison.Ordinal);
        var failures = outcome.Output.Select(item => Assert.IsType<LoginAuditFailure>(item.BaseObject)).ToList();
        Assert.Equal(["WIN-1", "WIN-1", "WIN-1", "WIN-1", "WIN-1", "WIN-1", "WIN-2"], failures.Select(failure => failure.InstanceId));
        Assert.All(failures.Take(6), failure => Assert.True(failure.Incomplete));
    }

    private static string Write(TemporaryFolder folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.File(name), bytes);
        return folder.File(name);
    }
}
