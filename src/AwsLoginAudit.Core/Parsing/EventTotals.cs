namespace AwsLoginAudit;

/// <summary>The number of events that were read, by kind.</summary>
public sealed class EventTotals
{
    /// <summary>All events, including duplicate events.</summary>
    public long Events { get; internal set; }

    /// <summary>Failed logins, without duplicate events.</summary>
    public long FailedLogins { get; internal set; }

    /// <summary>Other audit failures, without duplicate events.</summary>
    public long OtherAuditFailures { get; internal set; }

    /// <summary>Successful logins that were read on request, without duplicate events.</summary>
    public long Logins { get; internal set; }

    /// <summary>Lockouts that were read on request, without duplicate events.</summary>
    public long Lockouts { get; internal set; }

    /// <summary>Audit successes that were left out.</summary>
    public long Successes { get; private set; }

    /// <summary>Events of other logs and providers, and events that are not audit events.</summary>
    public long OtherEvents { get; private set; }

    /// <summary>Audit failures that were left out of a read of successes.</summary>
    public long Failures { get; private set; }

    /// <summary>Events that the filters left out.</summary>
    public long Filtered { get; internal set; }

    /// <summary>Duplicate events.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Events without a readable event id. In a log group they are included in the failed logins.</summary>
    public long Damaged { get; internal set; }

    /// <summary>The reason why the first damaged event cannot be read; null if there is none, or if unknown.</summary>
    public string? Problem { get; internal set; }

    /// <summary>A warning if there were events, but neither a failed login nor any other event that was asked for; otherwise null.</summary>
    public string? Warning
    {
        get
        {
            if (FailedLogins + Logins + Lockouts + Filtered > 0 || OtherAuditFailures + Successes + OtherEvents == 0)
                return null;
            if (OtherAuditFailures > 0)
                return $"No failed login was read, but {Words.Plural(OtherAuditFailures, "other audit failure")}, such as failed access to files or privileges.";
            return Successes > 0 ? null : $"None of the events that were read is an audit event: {Words.Plural(OtherEvents, "event")} of other logs or kinds. Failed logins are in the Security log.";
        }
    }

    /// <summary>Writes the numbers of a read of failed logins as text.</summary>
    public override string ToString() => ToString("failed login", FailedLogins);

    /// <summary>Writes the numbers as text. Numbers that are zero are left out, except for the first.</summary>
    /// <param name="noun">What an event of the type that was read is called.</param>
    /// <param name="found">The number of these events.</param>
    public string ToString(string noun, long found)
    {
        List<string> parts = [Words.Plural(found, noun)];
        Add(Filtered, "event left out by the filters", "events left out by the filters");
        Add(Failures, "audit failure");
        Add(OtherAuditFailures, "other audit failure");
        Add(Successes, "audit success", "audit successes");
        Add(OtherEvents, "event of another kind", "events of other kinds");
        Add(Damaged, "damaged event");
        Add(Duplicates, "duplicate event, counted once", "duplicate events, counted once");
        return string.Join(", ", parts);

        void Add(long number, string one, string? many = null)
        {
            if (number > 0)
                parts.Add(Words.Plural(number, one, many));
        }
    }

    internal void Leave(LoginAuditEventKind kind)
    {
        if (kind == LoginAuditEventKind.AuditSuccess)
            Successes++;
        else if (kind is LoginAuditEventKind.FailedLogin or LoginAuditEventKind.OtherAuditFailure)
            Failures++;
        else if (kind == LoginAuditEventKind.Unreadable)
            Damaged++;
        else
            OtherEvents++;
    }
}
