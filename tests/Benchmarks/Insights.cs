namespace AwsLoginAudit.Benchmarks;

/// <summary>Ten million failures of one log group and a day, counted by queries of CloudWatch Logs Insights beside reading them all.</summary>
internal static class Insights
{
    private const int Events = 10_000_000;
    private const int MostRequests = 12;

    // "CloudWatch Logs quotas".
    private const int QuotaOfQueries = 30;

    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    // The local AWS needs minutes to work the queries out, which AWS does in seconds: so it does that once, and answers the second run after this time.
    private static readonly TimeSpan QueryTime = TimeSpan.FromSeconds(20);

    public static async Task MeasureAsync(Results results)
    {
        await using var server = await Server.StartAsync(new Load(Events) { Window = Window, QueryTime = QueryTime });
        var insights = Engine.CountingWindow($"{Engine.Name} -Engine Insights", Window, "-Engine Insights");
        await insights.RunAsync(server);
        var counted = await insights.RunAsync(server);
        var queries = server.MostQueries;
        var read = await Engine.CountingWindow($"{Engine.Name} -Engine Direct", Window, "-Engine Direct -ThrottleLimit 1000").RunAsync(server);
        results.Rows.AddRange([
            new($"requests for {Events:N0} events, Insights", $"{counted.Requests:N0}", $"reading them: {read.Requests:N0}", $"{(double)counted.Requests / read.Requests:0.0000}", $"{MostRequests}", counted.Requests <= MostRequests),
            new("queries at once", $"{queries}", $"quota: {QuotaOfQueries}", $"{(double)queries / QuotaOfQueries:0.00}", $"{QuotaOfQueries}", queries <= QuotaOfQueries),
        ]);
        results.Runs.AddRange([counted, read]);
    }
}
