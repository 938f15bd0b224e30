using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>A recording whose lines arrive one by one. The memory of the whole process is measured, so nothing else may run beside it.</summary>
[Collection(nameof(LogFileMemoryTests))]
public sealed class LineFeedTests
{
    private static LineFeed<LoginAuditFailure> Begin(string name = "the input") => new(new FailureReader(new LoginAuditRead(LoginAuditWindow.Open)), name);

    private static string[] Pretty(int recordId) =>
        Logon().Replace("4711", $"{recordId}", StringComparison.Ordinal).Replace("><", ">\n<", StringComparison.Ordinal).Split('\n');

    [Fact]
    public void A_failure_is_there_before_the_last_line_is()
    {
        using var feed = Begin();
        var found = new List<long?>();
        for (var number = 1; number <= 3; number++)
        {
            foreach (var line in Pretty(number))
            {
                feed.Add(line);
                while (feed.Read() is { } failure)
                    found.Add(failure.RecordId);
            }
            // The line after an event tells that it is over.
            Assert.True(found.Count >= number - 1, $"{found.Count} after {number} events");
        }
        feed.End();
        while (feed.Read() is { } failure)
            found.Add(failure.RecordId);
        Assert.Equal([1, 2, 3], found);
        Assert.Null(feed.Read());
    }

    [Fact]
    public void Memory_does_not_grow_with_the_lines()
    {
        using var feed = Begin();
        var found = 0;
        var lines = Pretty(1);
        long before = 0, most = 0;
        for (var i = 0; i < 20_000; i++)
        {
            foreach (var line in lines)
            {
                feed.Add(line.Replace(">1<", $">{i}<", StringComparison.Ordinal)
                    .Replace("2026-03-01T12:00:00", $"{Noon.AddSeconds(i):yyyy-MM-ddTHH:mm:ss}", StringComparison.Ordinal));
                while (feed.Read() is not null)
                    found++;
            }
            if (i % 2_000 == 0)
            {
                var used = GC.GetTotalMemory(forceFullCollection: true);
                (before, most) = (i == 2_000 ? used : before, i > 2_000 ? Math.Max(most, used) : most);
            }
        }
        Assert.True(found >= 19_999);
        Assert.True(most - before < 8 * 1024 * 1024, $"{most - before:N0} bytes more");
    }

    [Fact]
    public void An_error_names_the_recording_and_ends_it()
    {
        using var feed = Begin("the input from line 7");
        feed.Add("This is no log.");
        feed.End();
        var error = Assert.Throws<LoginAuditException>(() => feed.Read());
        Assert.Equal(LoginAuditError.NotALogFile, error.Error);
        Assert.Contains("the input from line 7", error.Message, StringComparison.Ordinal);
        Assert.Null(feed.Read());
    }

    [Fact]
    public void A_recording_can_be_left_at_any_line()
    {
        var lines = Pretty(1);
        for (var count = 0; count <= lines.Length; count++)
        {
            using var feed = Begin();
            foreach (var line in lines.Take(count))
            {
                feed.Add(line);
                feed.Read();
            }
        }
    }
}
