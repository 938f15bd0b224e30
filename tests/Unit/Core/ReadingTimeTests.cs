using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Tests.Core;

/// <summary>What -Engine Auto goes by: the time that reading on takes at the Region's rate.</summary>
public sealed class ReadingTimeTests
{
    [Theory]
    [InlineData(24, 240, 0.5, 10)]
    [InlineData(9.6, 240, 0.5, 25)]
    [InlineData(4.8, 240, 0.5, 50)]
    [InlineData(4.8, 240, 0.1, 450)]
    [InlineData(4.8, 240, 1, 0)]
    public void The_time_left_is_the_pages_left_by_the_rate(double rate, long pages, double share, double seconds) =>
        Assert.Equal(seconds, new ReadingTime(rate).Left(pages, share)!.Value.TotalSeconds, precision: 3);

    [Theory]
    [InlineData(24, 119)]
    [InlineData(4.8, 23)]
    public void Before_five_seconds_of_reading_nothing_is_said_of_the_time_left(double rate, long pages)
    {
        Assert.Null(new ReadingTime(rate).Left(pages, 0.01));
        Assert.False(new ReadingTime(rate).IsLong(pages, 0.01));
        Assert.NotNull(new ReadingTime(rate).Left(pages + 1, 0.01));
    }

    // 1,200 pages are left of each.
    [Theory]
    [InlineData(25, false)]
    [InlineData(24, false)]
    [InlineData(9.6, true)]
    [InlineData(4.8, true)]
    public void The_same_window_is_worth_a_query_where_the_quota_is_low_only(double rate, bool isLong) =>
        Assert.Equal(isLong, new ReadingTime(rate).IsLong(400, 0.25));

    [Fact]
    public void A_window_of_which_nothing_is_covered_yet_is_long() => Assert.True(new ReadingTime(24).IsLong(1_000, 0));
}
