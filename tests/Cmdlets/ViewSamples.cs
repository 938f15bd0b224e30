using System.Text;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>One object or two of each kind that a person meets.</summary>
internal static class ViewSamples
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlarmRule Rule = new(AlarmComparison.GreaterThanThreshold, 5, TimeSpan.FromMinutes(5));

    private static readonly LoginAuditWindow Window = new()
    {
        Start = Noon,
        End = Noon.AddMinutes(5),
        WindowSource = WindowSource.StateReasonData,
        LogGroupNames = ["/aws/SecurityAuditLogs"],
        Region = "us-east-1",
        AccountId = "123456789012",
        AlarmName = "WindowsSecurityLogsAlarm",
        StateChangeTime = Noon.AddMinutes(7),
        StateReason = "Threshold Crossed: 1 datapoint [46.0] was greater than the threshold (5.0).",
        Rule = Rule,
    };

    private static readonly LoginAuditRead Read = new(Window);

    public static IReadOnlyList<LoginAuditFailure> Failures { get; } =
    [
        new LoginAuditFailure
        {
            Time = Noon, InstanceId = "i-0a41c7d2e95f3b601", Computer = "WEB-01.corp.example", EventId = 4625, RecordId = 70123, Outcome = AuditOutcome.Failure,
            AccountName = "svc-backup-production", AccountDomain = "CORP", SourceAddress = "203.0.113.77", SourcePort = 50123, LogonType = 10,
            Status = "0xc000006d", SubStatus = "0xc000006a", Reason = "Wrong password", Read = Read,
        },
        new LoginAuditFailure
        {
            Time = Noon.AddSeconds(1), InstanceId = "mi-07c4e1a9b2d35f680", EventId = 4625, Outcome = AuditOutcome.Failure, AccountName = "%6\u001b[2J\u202e",
            SourceAddress = "2001:db8:85a3::8a2e:370:7334", LogonType = 3, Reason = "Unknown user name", Suspicious = true,
            Conflicts = new Dictionary<string, IReadOnlyList<string>> { ["IpAddress"] = ["10.0.0.1", "10.0.0.2"] }, RawText = "<Event>\r\n</Event>", Read = Read,
        },
    ];

    private static LoginAuditFailure OtherFailure { get; } = new()
    {
        Time = Noon.AddSeconds(2),
        InstanceId = "i-0a41c7d2e95f3b601",
        Computer = "WEB-01.corp.example",
        EventId = 4673,
        RecordId = 70124,
        Outcome = AuditOutcome.Failure,
        Kind = LoginAuditEventKind.OtherAuditFailure,
        AccountName = "jdoe",
        AccountDomain = "CORP",
        Read = Read,
    };

    private static LoginAuditSuccess[] Successes { get; } =
    [
        new LoginAuditSuccess
        {
            Time = Noon.AddSeconds(3), InstanceId = "i-0a41c7d2e95f3b601", Computer = "WEB-01.corp.example", EventId = 4624, RecordId = 70130, Kind = LoginAuditEventKind.AuditSuccess,
            Outcome = AuditOutcome.Success, AccountName = "Administrator", AccountDomain = "CORP", SourceAddress = "203.0.113.77", SourcePort = 50124, LogonType = 10,
            LogonId = "0x8dcdc", IsPrivileged = true, Read = Read,
        },
        new LoginAuditSuccess
        {
            Time = Noon.AddSeconds(4), InstanceId = "i-0c93e1f07b2a8d4d5", EventId = 4776, Kind = LoginAuditEventKind.AuditSuccess, Outcome = AuditOutcome.Success, AccountName = "jdoe",
            Workstation = "PC-7", Read = Read,
        },
    ];

    private static LoginAuditLockout Lockout { get; } = new()
    {
        Time = Noon.AddSeconds(5),
        InstanceId = "i-0c93e1f07b2a8d4d5",
        Computer = "DC-01.corp.example",
        EventId = 4740,
        RecordId = 812,
        Kind = LoginAuditEventKind.AuditSuccess,
        Outcome = AuditOutcome.Success,
        AccountName = "svc-backup",
        Workstation = "WEB-01",
        Read = Read,
    };

    public static IReadOnlyList<LoginAuditCount> Counts { get; } =
    [
        new LoginAuditCount
        {
            Name = "mi-07c4e1a9b2d35f680", FailureCount = 123_456_789, Peak = 100_000_000, BreachingPeriods = 1, OverThreshold = true, Rule = Rule, FirstSeen = Noon, LastSeen = Noon.AddMinutes(4),
            Accounts = [new("CORP\\Administrator", 46), new("guest", 3)], Sources = [new("203.0.113.77", 46), new("203.0.113.78", 3)],
            Reasons = [new("Wrong password", 46), new("Unknown user name", 3)], Window = Window,
        },
        new LoginAuditCount { Name = "i-0c93e1f07b2a8d4d5", FailureCount = 5, Peak = 5, Rule = Rule, FirstSeen = Noon, LastSeen = Noon, Accounts = [new("p.vogel", 5)], Sources = [new("(none)", 5)], Window = Window },
    ];

    private static LoginAuditFinding Finding { get; } = new()
    {
        Kind = LoginAuditFindingKind.PasswordGuessing,
        Severity = LoginAuditSeverity.Medium,
        Title = "46 failed guesses at Administrator on WEB-01 (i-0a41c7d2e95f3b601) from 203.0.113.77",
        Summary = "46 failed logins as Administrator from 203.0.113.77",
        FirstSeen = Noon,
        LastSeen = Noon.AddMinutes(4),
        Guesses = 46,
        InstanceIds = ["i-0a41c7d2e95f3b601"],
        ComputerNames = ["WEB-01"],
        Accounts = [new("Administrator", 46)],
        Origins = [new("203.0.113.77", LoginAuditSourceKind.Public, 46)],
        LogonTypeNames = ["RemoteInteractive"],
        NextSteps = ["Close the port to the internet in the security group, or deny 203.0.113.77/32 in the network ACL."],
        EvidenceEvents = [new() { Time = Noon, InstanceId = "i-0a41c7d2e95f3b601", EventId = 4625, RecordId = 70123, Account = "Administrator", Source = "203.0.113.77", Count = 2 }],
        Technique = "T1110.001",
        Id = "8f14e45fceea167a",
    };

    private static LoginAuditExclusion Exclusion { get; } = new()
    {
        Name = "Nessus",
        Reason = "Vulnerability scanner",
        SourceAddress = "10.0.5.9",
        ExpiresAt = new(2020, 3, 31, 0, 0, 0, TimeSpan.Zero),
    };

    private static LoginAuditDelivery Delivery { get; } = new("https://sqs.us-east-1.amazonaws.com/123456789012/WindowsSecurityLogsAlarm", "f7f9a3b1-9a2c-4d55-8a47-0c2a1d7e6b54", "handle", 2, Noon.AddMinutes(8));

    /// <summary>Every kind by its name.</summary>
    public static IReadOnlyDictionary<string, object> All { get; } = new Array[]
    {
        Failures.Append(OtherFailure).ToArray(),
        Successes,
        new[] { Lockout },
        Counts.ToArray(),
        new[] { new LoginAuditTally("CORP\\Administrator", 46), new LoginAuditTally("guest", 3) },
        new[] { new LoginAuditBar(Noon, 10), new LoginAuditBar(Noon.AddMinutes(1), 1000) },
        new[] { Window },
        new[] { Read },
        new[] { new LoginAuditReadResult { Periods = [new(Noon, 46, 44)], IncompleteReason = "CloudWatch counted 46, 44 read: 2 log events are missing in the period from 2026-03-01 12:00:00 UTC." } },
        new[] { LoginAuditReport.Create(Counts, Noon) },
        new[] { Finding },
        new[] { Exclusion },
        new[] { new LoginAuditExcluded { Name = Exclusion.Name, Criteria = Exclusion.Criteria, Reason = Exclusion.Reason, ExpiresAt = Exclusion.ExpiresAt, FailureCount = 412 } },
        new[] { new LoginAuditSource("203.0.113.77", LoginAuditSourceKind.Public, 46), new LoginAuditSource("KALI", LoginAuditSourceKind.Workstation, 3) },
        Finding.EvidenceEvents.ToArray(),
        new[] { new LoginAuditCoverage { FailuresExamined = true, Until = Noon.AddMinutes(5), LogGroupNames = ["/aws/SecurityAuditLogs"], Unknowns = ["1 failed login has no time, and is part of no finding."] } },
        new[] { new LoginAuditAttachment("failures.csv.gz", Encoding.UTF8.GetBytes("packed"), 46) },
        new[]
        {
            Agent("i-0a41c7d2e95f3b601", LoginAuditAgentState.Reporting, "Events arrive in /aws/SecurityAuditLogs.") with { LastEvent = Noon },
            Agent("mi-07c4e1a9b2d35f680", LoginAuditAgentState.ConfigureFailed, "AmazonCloudWatch-ManageAgent (configure (append)) ended with Failed on mi-07c4e1a9b2d35f680. The command wrote no output."),
        },
        new[]
        {
            new LoginAuditAlarm
            {
                AlarmName = "WindowsSecurityLogsAlarm", AlarmArn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:WindowsSecurityLogsAlarm", AlarmState = "INSUFFICIENT_DATA", Rule = Rule,
                MetricFilters = [new("/aws/SecurityAuditLogs", "WindowsSecurityLogsAlarm", "?\"Audit Failure\" ?0x8010000000000000")], CountsOtherAuditFailures = true, EmailAddresses = ["soc@example.com"], Changes = Changes,
            },
        },
        new[] { new LoginAuditMetricFilter("/aws/SecurityAuditLogs", "WindowsSecurityLogsAlarm", "?\"Audit Failure\" ?0x8010000000000000") },
        Changes.Append(new("alarm", "WindowsSecurityLogsAlarm", LoginAuditChangeAction.Updated) { Detail = "threshold 10 -> 5" }).ToArray(),
        new[]
        {
            new LoginAuditCheck { Name = "SES sender", Resource = "audit@example.com", Status = LoginAuditCheckStatus.Failed, Detail = "SES has not verified it.", Remedy = "Initialize-LoginAuditPrerequisite -From 'audit@example.com'" },
            new LoginAuditCheck { Name = "Instance role", Resource = "i-0a41c7d2e95f3b601", Status = LoginAuditCheckStatus.NotChecked, Detail = "AWS does not let this identity look at the policies of the role AwsLoginAudit-Agent." },
        },
        new[]
        {
            new LoginAuditAlarmNotification
            {
                AlarmName = "WindowsSecurityLogsAlarm", NewState = "ALARM", OldState = "OK", StateReason = Window.StateReason, StateChangeTime = Noon.AddMinutes(7), Rule = Rule,
                AccountId = "123456789012", Region = "us-east-1", Delivery = Delivery,
            },
        },
        new[] { Delivery },
        new[]
        {
            new LoginAuditReceipt
            {
                MessageId = "0100018f-1", Subject = "WEB-01: 46 failed logins as Administrator from 203.0.113.77 - alarm WindowsSecurityLogsAlarm", From = "audit@example.com",
                Recipients = ["soc@example.com", "oncall@example.com"], SentAt = Noon.AddMinutes(8), Size = 43_210, OverThresholdCount = 1, Failures = 46, AttachedFailures = 46,
            },
        },
        new[]
        {
            new LoginAuditResponse
            {
                AlarmName = "WindowsSecurityLogsAlarm", StateChangeTime = Noon.AddMinutes(7), Done = false, ReceiveCount = 2,
                Problems = ["Sending is paused for the account."], EarlierRecipients = ["soc@example.com"],
            },
        },
        new[]
        {
            new LoginAuditResponder
            {
                AlarmName = "WindowsSecurityLogsAlarm", FunctionName = "WindowsSecurityLogsAlarm-responder", FunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:WindowsSecurityLogsAlarm-responder",
                FunctionState = "Inactive", IsCurrent = true, From = "audit@example.com", Recipients = ["soc@example.com", "oncall@example.com"], FollowUpSchedule = "rate(5 minutes)", DeadLetters = 0, Changes = Changes,
            },
        },
    }.ToDictionary(sample => sample.GetType().GetElementType()!.Name, sample => (object)sample);

    private static IReadOnlyList<LoginAuditChange> Changes =>
    [
        new("log group", "/aws/SecurityAuditLogs", LoginAuditChangeAction.Unchanged),
        new("role of instance profile", "WindowsSecurityLogsAlarm-responder-us-east-1", LoginAuditChangeAction.Created),
    ];

    private static LoginAuditAgent Agent(string id, LoginAuditAgentState state, string detail) => new()
    {
        InstanceId = id,
        ComputerName = "WEB-01.eu-central.corp.example",
        PlatformName = "Microsoft Windows Server 2022 Datacenter",
        State = state,
        Detail = detail,
        Online = true,
    };
}
