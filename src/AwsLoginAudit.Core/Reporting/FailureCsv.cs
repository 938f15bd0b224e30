namespace AwsLoginAudit;

/// <summary>Failures as a table: one row a failure.</summary>
internal static class FailureCsv
{
    public static void WriteHeader(TextWriter output) => new CsvWriter(output).Header(
        "Time", "InstanceId", "Computer", "EventId", "RecordId", "Account", "SourceAddress", "SourcePort", "Workstation",
        "LogonType", "LogonTypeName", "Status", "SubStatus", "Reason", "Suspicious", "Malformed");

    public static void Write(CsvWriter csv, LoginAuditFailure failure) => csv
        .Add(failure.Time).Add(failure.InstanceId).Add(failure.Computer).Add(failure.EventId).Add(failure.RecordId)
        .Add(failure.Account).Add(failure.SourceAddress).Add(failure.SourcePort).Add(failure.Workstation)
        .Add(failure.LogonType).Add(failure.LogonTypeName).Add(failure.Status).Add(failure.SubStatus).Add(failure.Reason)
        .Add(failure.Suspicious).Add(failure.Malformed)
        .EndRow();
}
