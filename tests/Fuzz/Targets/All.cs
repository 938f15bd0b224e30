namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>Every target, new.</summary>
internal static class All
{
    public static IEnumerable<Target> Targets() =>
        [new EventTarget("xml"), new EventTarget("text"), new FileTarget(), new PackedTarget(), new EvtxTarget(), new PageTarget(), new NotificationTarget(), new ReportTarget(), new ObjectTarget()];
}
