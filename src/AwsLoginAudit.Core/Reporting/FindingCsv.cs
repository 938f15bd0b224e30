using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Writes findings as a table with one row per finding.</summary>
internal static class FindingCsv
{
    /// <summary>The end of a file name that stands for this table, in capitals.</summary>
    public const string Extension = ".FINDINGS.CSV";

    public static string Write(IEnumerable<LoginAuditFinding> findings)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CsvWriter(output);
        csv.Header("Severity", "Kind", "Title", "FirstSeen", "LastSeen", "Guesses", "Successes", "InstanceIds", "ComputerNames", "Accounts", "Origins", "LogonTypeNames", "Processes",
            "Technique", "ExclusionNames", "Suspicious", "Incomplete", "NextSteps", "Id");
        foreach (var finding in findings)
        {
            csv.Add(finding.Severity.ToString()).Add(finding.Kind.ToString()).Add(finding.Title).Add(finding.FirstSeen).Add(finding.LastSeen)
                .Add(finding.Guesses).Add(finding.Successes)
                .Add(All(finding.InstanceIds)).Add(All(finding.ComputerNames)).Add(All(finding.Accounts.Select(account => account.Name))).Add(All(finding.Origins.Select(source => source.Name)))
                .Add(All(finding.LogonTypeNames)).Add(All(finding.Processes))
                .Add(finding.Technique).Add(All(finding.ExclusionNames)).Add(finding.Suspicious).Add(finding.Incomplete).Add(string.Join(" ", finding.NextSteps)).Add(finding.Id)
                .EndRow();
        }
        return output.ToString();
    }

    private static string All(IEnumerable<string> names) => OwnWords.List(names, "; ");
}
