namespace AwsLoginAudit.Tests;

/// <summary>Failures, and the reports over them.</summary>
internal static class Sample
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static LoginAuditWindow Window { get; } = new()
    {
        Start = Start,
        End = Start.AddMinutes(5),
        WindowSource = WindowSource.StateReasonData,
        LogGroupNames = ["/aws/SecurityAuditLogs"],
        Region = "us-east-1",
        AccountId = "123456789012",
        AlarmName = "LoginFailures",
        StateChangeTime = Start.AddMinutes(6),
        Rule = new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, TimeSpan.FromMinutes(5)),
    };

    public static LoginAuditRead Read { get; } = new(Window);

    /// <summary>Twelve failures on one instance, in two of three minutes, and two on another.</summary>
    public static LoginAuditReport Storm { get; } = Of(
    [
        .. Enumerable.Range(0, 3).Select(i => Guess(Start.AddSeconds(i), "i-0a41c7d2e95f3b601", "guest", "203.0.113.9", "Account locked out")),
        .. Enumerable.Range(0, 9).Select(i => Guess(Start.AddSeconds(120 + i), "i-0a41c7d2e95f3b601", "Administrator", "198.51.100.7", "Wrong password")),
        .. Enumerable.Range(0, 2).Select(i => Guess(Start.AddSeconds(60 + i), "i-0c93e1f07b2a8d4d5", "svc-backup", "198.51.100.7", "Wrong password")),
    ]);

    /// <summary>One failure, of a read that stopped after it.</summary>
    public static LoginAuditReport Incomplete
    {
        get
        {
            var reader = new FailureReader(new LoginAuditRead(Window));
            var counter = new FailureCounter();
            counter.Add(reader.Read(new LogEvent("i-0a41c7d2e95f3b601", Start, EventText.Logon()))!);
            reader.MarkIncomplete(new LoginAuditException(LoginAuditError.ServiceError, "AWS refuses."));
            return LoginAuditReport.Create(counter.Results(), Start.AddMinutes(7));
        }
    }

    public static LoginAuditFailure Guess(DateTimeOffset time, string instance, string account, string source, string reason) => new()
    {
        Time = time,
        InstanceId = instance,
        Computer = "WIN-1",
        AccountName = account,
        AccountDomain = "CORP",
        SourceAddress = source,
        LogonType = 10,
        Reason = reason,
        Read = Read,
    };

    public static LoginAuditReport Of(IEnumerable<LoginAuditFailure> failures)
    {
        var counter = new FailureCounter();
        foreach (var failure in failures)
            counter.Add(failure);
        return LoginAuditReport.Create(counter.Results(all: true), Start.AddMinutes(7));
    }
}
