using System.Globalization;

namespace AwsLoginAudit.Aws;

/// <summary>The usage of Logs Insights and its cost.</summary>
/// <param name="Queries">The number of queries that were started.</param>
/// <param name="Matched">The number of log events that the queries matched, counted once for each query.</param>
/// <param name="BytesScanned">The number of bytes that were scanned, which are charged.</param>
public readonly record struct InsightsUsage(int Queries, double Matched, double BytesScanned)
{
    private const double Gigabyte = 1e9;

    /// <summary>
    /// The price in US dollars for a gigabyte scanned in us-east-1 ("Amazon CloudWatch Pricing", Logs Insights); some Regions are more expensive.
    /// </summary>
    public const double PricePerGigabyte = 0.005;

    /// <summary>The number of queries, the gigabytes and the price as text.</summary>
    public override string ToString() => string.Format(
        CultureInfo.CurrentCulture,
        "{0:N0} {1}, {2:N3} GB scanned, about {3:N4} USD at {4} USD a GB",
        Queries,
        Queries == 1 ? "query" : "queries",
        BytesScanned / Gigabyte,
        BytesScanned / Gigabyte * PricePerGigabyte,
        PricePerGigabyte);
}
