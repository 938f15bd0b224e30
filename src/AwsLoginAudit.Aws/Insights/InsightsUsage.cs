using System.Globalization;

namespace AwsLoginAudit.Aws;

/// <summary>What Logs Insights has done, and what that costs.</summary>
/// <param name="Queries">Queries that were started.</param>
/// <param name="Matched">Log events that a query found, counted for each query.</param>
/// <param name="BytesScanned">Bytes that were scanned, which are charged.</param>
public readonly record struct InsightsUsage(int Queries, double Matched, double BytesScanned)
{
    private const double Gigabyte = 1e9;

    /// <summary>US dollars for a gigabyte scanned in us-east-1 ("Amazon CloudWatch Pricing", Logs Insights); some Regions are dearer.</summary>
    public const double PricePerGigabyte = 0.005;

    /// <summary>In words: queries, gigabytes, dollars.</summary>
    public override string ToString() => string.Format(
        CultureInfo.CurrentCulture,
        "{0:N0} {1}, {2:N3} GB scanned, about {3:N4} USD at {4} USD a GB",
        Queries,
        Queries == 1 ? "query" : "queries",
        BytesScanned / Gigabyte,
        BytesScanned / Gigabyte * PricePerGigabyte,
        PricePerGigabyte);
}
