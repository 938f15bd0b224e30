using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Writes failed logins as CSV (RFC 4180), one row each: times in ISO 8601 and UTC, and no cell that is a formula in a spreadsheet.</summary>
/// <param name="output">Receives the rows and is not closed.</param>
public sealed class FailureCsv(TextWriter output)
{
    private readonly CsvWriter csv = new(output);

    /// <summary>The number of failed logins written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes the row of column names.</summary>
    public void WriteHeader() => csv.Header(
        "Time", "InstanceId", "Computer", "EventId", "RecordId", "Account", "SourceAddress", "SourcePort", "Workstation",
        "LogonType", "LogonTypeName", "Status", "SubStatus", "Reason", "Suspicious", "Malformed");

    /// <summary>Writes the row of one failed login.</summary>
    /// <param name="failure">The failed login.</param>
    [MethodImpl(Hot.Path)]
    public void Write(LoginAuditFailure failure)
    {
        csv.Add(failure.Time).Add(failure.InstanceId).Add(failure.Computer).Add(failure.EventId).Add(failure.RecordId)
            .Add(failure.Account).Add(failure.SourceAddress).Add(failure.SourcePort).Add(failure.Workstation)
            .Add(failure.LogonType).Add(failure.LogonTypeName).Add(failure.Status).Add(failure.SubStatus).Add(failure.Reason)
            .Add(failure.Suspicious).Add(failure.Malformed)
            .EndRow();
        Rows++;
    }
}
