namespace AwsLoginAudit.Tests.Soak;

/// <summary>Whatever goes wrong on the way, a count is exact or the read ends with an error that says what was read.</summary>
public sealed class ReadTests
{
    [Fact]
    public async Task Amid_faults_of_every_kind_counts_are_exact_or_an_error_says_what_was_read()
    {
        Patience.Shorten();
        var (exact, ended) = (0, 0);
        await SeededRuns.EachAsync(SeededRuns.Count, async seed =>
        {
            if (await new ReadTrial(seed, (Dose)(seed % 3)).RunAsync())
                Interlocked.Increment(ref exact);
            else
                Interlocked.Increment(ref ended);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{exact} of {SeededRuns.Count} reads were exact, {ended} ended with an error.");
        // All that meet a moderate dose are exact, and some that meet their end are not.
        Assert.True(exact >= SeededRuns.Count / 3 && ended > 0, $"{exact} exact, {ended} ended");
    }
}
