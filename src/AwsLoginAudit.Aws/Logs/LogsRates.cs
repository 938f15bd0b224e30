namespace AwsLoginAudit.Aws;

/// <summary>The maximum rates of those CloudWatch Logs operations that a read, a search or a query calls repeatedly.</summary>
/// <remarks>
/// The quotas apply to the account in a Region. Those of FilterLogEvents, GetLogEvents, StartQuery and GetQueryResults cannot be raised. Source: "CloudWatch
/// Logs quotas" in the CloudWatch Logs user guide (cloudwatch_limits_cwl.html), table of Service Quotas, read in November 2026.
/// </remarks>
/// <param name="region">The Region's system name.</param>
/// <param name="events">The maximum number of FilterLogEvents calls in a second; null for just below the quota.</param>
internal sealed class LogsRates(string region, double? events)
{
    // The rest of the quota is left for other users of the account.
    private const double Share = 0.96;

    private readonly Dictionary<string, RequestRate> rates = new(StringComparer.Ordinal)
    {
        ["FilterLogEvents"] = new(events ?? Share * FilterLogEvents(region)),
        ["GetLogEvents"] = new(Share * GetLogEvents(region)),
        ["DescribeLogGroups"] = new(Share * 10),
        ["DescribeLogStreams"] = new(Share * 25),
        ["StartQuery"] = new(Share * 10),
        ["GetQueryResults"] = new(Share * 10),
    };

    /// <summary>The maximum number of FilterLogEvents calls in a second.</summary>
    public double Events { get; } = events ?? Share * FilterLogEvents(region);

    /// <summary>Returns the rate of an operation; null if it is called too rarely to need one.</summary>
    public RequestRate? Of(string operation) => rates.TryGetValue(operation, out var rate) ? rate : null;

    // A Region that is not listed has the quota of most Regions.
    private static int FilterLogEvents(string region) => region switch
    {
        "us-east-1" => 25,
        "ap-northeast-3" or "ap-southeast-3" or "ca-west-1" or "eu-central-1" or "il-central-1" => 5,
        _ => 10,
    };

    private static int GetLogEvents(string region) => region switch
    {
        "us-west-2" or "ap-northeast-3" or "ap-southeast-3" or "ca-west-1" or "eu-central-1" or "eu-west-1" or "il-central-1" => 10,
        "eu-west-3" => 30,
        _ => 25,
    };
}
