namespace AwsLoginAudit;

/// <summary>How many events were read, by what they are.</summary>
public sealed class EventTotals
{
    /// <summary>All events that were read.</summary>
    public long Events { get; internal set; }

    /// <summary>Failed logins, each counted once.</summary>
    public long FailedLogins { get; internal set; }

    /// <summary>Other audit failures, each counted once.</summary>
    public long OtherAuditFailures { get; internal set; }

    /// <summary>Audit successes.</summary>
    public long Successes { get; private set; }

    /// <summary>Events of other logs and providers, and events that Windows did not audit.</summary>
    public long OtherEvents { get; private set; }

    /// <summary>Events that had been read before.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Events whose id cannot be read. From a log group they are among the failed logins.</summary>
    public long Damaged { get; internal set; }

    /// <summary>Why the first damaged event cannot be read; null if there is none, or nothing is known.</summary>
    public string? Problem { get; internal set; }

    /// <summary>What has to be said if no failed login was found, although there were events; null otherwise.</summary>
    public string? Warning
    {
        get
        {
            if (FailedLogins > 0 || OtherAuditFailures + Successes + OtherEvents == 0)
                return null;
            if (OtherAuditFailures > 0)
                return $"No failed login was read, but {Words.Plural(OtherAuditFailures, "other audit failure")}, such as failed access to files or privileges.";
            return Successes > 0 ? null : $"None of the events that were read is an audit event: {Words.Plural(OtherEvents, "event")} of other logs or kinds. Failed logins are in the Security log.";
        }
    }

    /// <summary>The numbers in words; what is zero is left out, except for failed logins.</summary>
    public override string ToString()
    {
        List<string> parts = [Words.Plural(FailedLogins, "failed login")];
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
        else
            OtherEvents++;
    }
}
