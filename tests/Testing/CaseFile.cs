namespace AwsLoginAudit.Tests;

/// <summary>The inputs beside this file, and what becomes of them.</summary>
internal static class CaseFile
{
    public static string Path(string name) => System.IO.Path.Combine(Built.Repository, "tests", "Unit", "Cases", "Inputs", name);

    public static string Text(string name) => File.ReadAllText(Path(name));

    /// <summary>Reads an input as Get-LoginAuditFailure reads a file.</summary>
    public static async Task<(IReadOnlyList<LoginAuditFailure> Failures, EventTotals Totals, IReadOnlyList<LoginAuditException> Unreadable)> ReadAsync(
        string name, bool includeOther = false)
    {
        List<LoginAuditException> unreadable = [];
        var reader = new FailureReader(new LoginAuditRead(LoginAuditWindow.Open)) { IncludeOther = includeOther, Unreadable = unreadable.Add };
        List<LoginAuditFailure> failures = [];
        await foreach (var failure in reader.ReadAsync(LogFileReader.ReadFileAsync(Path(name)), name, TestContext.Current.CancellationToken))
            failures.Add(failure);
        return (failures, reader.Totals, unreadable);
    }
}
