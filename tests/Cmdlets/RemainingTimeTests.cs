using AwsLoginAudit.Commands;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class RemainingTimeTests
{
    [Fact]
    public void An_even_pace_is_told_as_it_is()
    {
        var remaining = new RemainingTime();
        for (var second = 0; second < 100; second++)
        {
            remaining.Note(At(second), second / 100d);
            if (second >= 3)
                Assert.Equal(100 - second, remaining.At(At(second))!.Value.TotalSeconds, 0.001);
        }
    }

    [Fact]
    public void Between_two_notes_it_counts_down()
    {
        var remaining = new RemainingTime();
        remaining.Note(At(0), 0);
        remaining.Note(At(10), 0.5);
        Assert.Equal(At(10), remaining.At(At(10)));
        Assert.Equal(At(4), remaining.At(At(16)));
    }

    [Theory]
    [InlineData(2.9, 0.5)]
    [InlineData(600, 0.01)]
    [InlineData(600, 0)]
    public void Too_early_nothing_is_told(double seconds, double share)
    {
        var remaining = new RemainingTime();
        Assert.Null(remaining.At(At(0)));
        remaining.Note(At(0), 0);
        remaining.Note(At(seconds), share);
        Assert.Null(remaining.At(At(seconds)));
    }

    [Fact]
    public void What_was_done_before_the_first_note_is_no_pace()
    {
        var remaining = new RemainingTime();
        remaining.Note(At(0), 0.9);
        remaining.Note(At(10), 0.95);
        Assert.Equal(10, remaining.At(At(10))!.Value.TotalSeconds, 0.001);
    }

    [Fact]
    public void Where_it_takes_longer_than_the_pace_promised_nothing_is_told_until_it_goes_on()
    {
        var remaining = new RemainingTime();
        remaining.Note(At(0), 0);
        remaining.Note(At(10), 0.5);
        Assert.Null(remaining.At(At(20)));
        Assert.Null(remaining.At(At(1000)));
        remaining.Note(At(1000), 0.6);
        Assert.Equal(1000 * 0.4 / 0.6, remaining.At(At(1000))!.Value.TotalSeconds, 0.001);
    }

    [Fact]
    public void The_end_leaves_no_time() => Assert.Null(Noted((0, 0), (10, 1)).At(At(10)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(0.2)]
    public void What_is_no_progress_changes_nothing(double share)
    {
        var remaining = Noted((0, 0), (10, 0.5), (11, share));
        Assert.Equal(9, remaining.At(At(11))!.Value.TotalSeconds, 0.001);
    }

    // Work that goes by fits and starts, of whatever kind.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void It_never_jumps_and_is_never_negative_however_uneven_the_pace(int seed)
    {
        var random = new Random(seed);
        var remaining = new RemainingTime();
        TimeSpan? told = null;
        var (now, share) = (0d, 0d);
        while (share < 1)
        {
            var passed = random.NextDouble() * (random.Next(5) == 0 ? 30 : 0.5);
            now += passed;
            share += random.NextDouble() * (random.Next(5) == 0 ? 0.2 : 0.001);
            var expected = remaining.At(At(now));
            remaining.Note(At(now), share);
            told = remaining.At(At(now));
            Assert.False(told <= TimeSpan.Zero);
            if (expected is { } before && told is { } after)
                Assert.InRange(after.TotalSeconds, (before.TotalSeconds / 1.5) - 1.001, (before.TotalSeconds * 1.5) + 1.001);
        }
        Assert.True(told is null || told < At(60));
    }

    private static RemainingTime Noted(params (double At, double Share)[] notes)
    {
        var remaining = new RemainingTime();
        foreach (var (at, share) in notes)
            remaining.Note(At(at), share);
        return remaining;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
