namespace LocalAws.Logs;

/// <summary>How often a second an account may call CloudWatch Logs in a Region, for <see cref="Http.FaultPlan.MostPerSecond"/>.</summary>
/// <remarks>Source: "CloudWatch Logs quotas" of the CloudWatch Logs user guide (cloudwatch_limits_cwl.html), its table of Service Quotas, read in November 2026.</remarks>
public static class LogsQuotas
{
    private static readonly Dictionary<string, double> Searches = new(StringComparer.Ordinal)
    {
        ["us-east-1"] = 25,
        ["ap-northeast-3"] = 5,
        ["ap-southeast-3"] = 5,
        ["ca-west-1"] = 5,
        ["eu-central-1"] = 5,
        ["il-central-1"] = 5,
    };

    private static readonly Dictionary<string, double> Reads = new(StringComparer.Ordinal)
    {
        ["us-west-2"] = 10,
        ["ap-northeast-3"] = 10,
        ["ap-southeast-3"] = 10,
        ["ca-west-1"] = 10,
        ["eu-central-1"] = 10,
        ["eu-west-1"] = 10,
        ["il-central-1"] = 10,
        ["eu-west-3"] = 30,
    };

    /// <summary>The quotas of a Region.</summary>
    /// <param name="region">Its system name.</param>
    /// <returns>Calls a second, by action.</returns>
    public static IReadOnlyDictionary<string, double> Of(string region) => new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["logs:FilterLogEvents"] = Searches.GetValueOrDefault(region, 10),
        ["logs:GetLogEvents"] = Reads.GetValueOrDefault(region, 25),
        ["logs:DescribeLogGroups"] = 10,
        ["logs:DescribeLogStreams"] = 25,
        ["logs:DescribeMetricFilters"] = 5,
        ["logs:DescribeSubscriptionFilters"] = 5,
        ["logs:PutMetricFilter"] = 5,
        ["logs:PutRetentionPolicy"] = 5,
        ["logs:TestMetricFilter"] = 5,
        ["logs:StartQuery"] = 10,
        ["logs:GetQueryResults"] = 10,
    };
}
