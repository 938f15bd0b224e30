using System.Globalization;

namespace AwsLoginAudit;

/// <summary>The report as a table: one row a count.</summary>
internal static class CsvReport
{
    public static string Write(LoginAuditReport report)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CsvWriter(output);
        csv.Row("By", "Name", "Computer", "Count", "OverThreshold", "Threshold", "Peak", "BreachingPeriods", "First", "Last",
            "TopAccount", "TopSource", "TopReason", "Suspicious", "Malformed",
            "WindowStart", "WindowEnd", "WindowSource", "AlarmName", "AccountId", "Region");
        foreach (var count in report.Counts)
        {
            csv.Row(count.By, count.Name, First(count.Computers), count.Count, count.OverThreshold, count.Threshold, count.Peak,
                count.BreachingPeriods, count.First, count.Last, First(count.Accounts), First(count.Sources), First(count.Reasons),
                count.Suspicious, count.Malformed, count.Window.Start, count.Window.End, count.Window.WindowSource,
                count.Window.AlarmName, count.Window.AccountId, count.Window.Region);
        }
        return output.ToString();
    }

    private static string? First(IReadOnlyList<LoginAuditTally> tallies) => tallies.Count > 0 ? tallies[0].Name : null;
}
