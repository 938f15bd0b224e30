using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Writes a report as a table with one row per count.</summary>
internal static class CsvReport
{
    public static string Write(LoginAuditReport report)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CsvWriter(output);
        csv.Header("Incomplete", "By", "Name", "Computer", "FailureCount", "PossiblyMore", "OverThreshold", "MayBeOver", "Threshold", "Peak", "BreachingPeriods", "FirstSeen", "LastSeen",
            "TopAccount", "TopSource", "TopReason", "SuspiciousCount", "MalformedCount", "ExcludedCount",
            "WindowStart", "WindowEnd", "WindowSource", "AlarmName", "AccountId", "Region", "IncompleteReason");
        foreach (var count in report.Counts)
        {
            csv.Add(count.Incomplete).Add(count.By.ToString()).Add(count.Name).Add(All(count.Computers)).Add(count.FailureCount).Add(count.PossiblyMore)
                .Add(count.OverThreshold).Add(count.MayBeOver).Add(count.Threshold)
                .Add(count.Peak).Add(count.BreachingPeriods).Add(count.FirstSeen).Add(count.LastSeen)
                .Add(First(count.Accounts)).Add(First(count.Sources)).Add(First(count.Reasons)).Add(count.SuspiciousCount).Add(count.MalformedCount).Add(count.ExcludedCount)
                .Add(count.Window.Start).Add(count.Window.End).Add(count.Window.WindowSource.ToString())
                .Add(count.Window.AlarmName).Add(count.Window.AccountId).Add(count.Window.Region).Add(count.Result?.IncompleteReason)
                .EndRow();
        }
        return output.ToString();
    }

    private static string All(IReadOnlyList<LoginAuditTally> tallies) => OwnWords.List(tallies.Select(tally => tally.Name), "; ");

    private static string? First(IReadOnlyList<LoginAuditTally> tallies) => tallies.Count > 0 ? tallies[0].Name : null;
}
