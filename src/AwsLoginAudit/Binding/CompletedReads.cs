namespace AwsLoginAudit.Commands;

/// <summary>The firings whose failed logins were read completely in this process.</summary>
/// <remarks>
/// A report without counts looks the same after a complete read without a result and after a failed read. PowerShell continues after an error within
/// a script block, so only the read itself can prove that it was complete.
/// </remarks>
internal static class CompletedReads
{
    private const int MostFirings = 1000;

    private static readonly Queue<(string AlarmName, DateTimeOffset StateChangeTime, DateTimeOffset ReadAt)> Firings = [];

    /// <summary>Adds the firing of a window; a window without a firing is ignored.</summary>
    public static void Add(LoginAuditWindow window, DateTimeOffset readAt)
    {
        if (window is not { AlarmName: { } alarm, StateChangeTime: { } changed } || window.WindowSource == WindowSource.FollowUp)
            return;
        lock (Firings)
        {
            if (Firings.Count == MostFirings)
                Firings.Dequeue();
            Firings.Enqueue((alarm, changed, readAt));
        }
    }

    /// <summary>Whether the failed logins of a notification's firing were read completely after the notification was received.</summary>
    public static bool Has(LoginAuditAlarmNotification notification)
    {
        lock (Firings)
        {
            return Firings.Any(firing => firing.AlarmName == notification.AlarmName
                && LoginAuditAlarmNotification.IsSameChange(firing.StateChangeTime, notification.StateChangeTime)
                && firing.ReadAt >= notification.Delivery?.ReceivedAt);
        }
    }
}
