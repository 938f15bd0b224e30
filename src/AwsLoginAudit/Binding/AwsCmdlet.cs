using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The parameters by which a cmdlet reaches AWS, named as AWS Tools for PowerShell names them.</summary>
public abstract class AwsCmdlet : LoginAuditCmdlet
{
    private readonly ConcurrentQueue<string> calls = new();
    private AwsSession? session;

    /// <summary>The AWS Region's system name, such as eu-west-1.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public virtual string? Region { get; set; }

    /// <summary>The name of an AWS profile.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public virtual string? ProfileName { get; set; }

    /// <summary>An access key id; goes with -SecretKey.</summary>
    [Parameter]
    [Alias("AK")]
    public virtual string? AccessKey { get; set; }

    /// <summary>The secret access key of -AccessKey.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    public virtual string? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials.</summary>
    [Parameter]
    [Alias("ST")]
    public virtual string? SessionToken { get; set; }

    /// <summary>Another endpoint for every service, such as a VPC endpoint: an absolute URL.</summary>
    [Parameter]
    public virtual string? EndpointUrl { get; set; }

    /// <summary>How often a second log events are asked for at most; null for less than the quota.</summary>
    protected virtual int? EventRequestsPerSecond => null;

    // A parameter only where resources are created.
    /// <summary>Tags for the resources that are created, beside this module's own: a hashtable of keys and values, up to 48.</summary>
    public virtual Hashtable ResourceTag { get; set; } = [];

    /// <summary>The connection, made when it is first needed.</summary>
    /// <exception cref="LoginAuditException">Credentials, Region or endpoint are missing or wrong.</exception>
    protected AwsSession Session => session ??= new AwsSession(
        new AwsConnection
        {
            Region = Region,
            ProfileName = ProfileName,
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            SessionToken = SessionToken,
            EndpointUrl = EndpointUrl,
            EventRequestsPerSecond = EventRequestsPerSecond,
            ResourceTags = TagValues.OfResources(ResourceTag),
            SessionCredentials = AwsToolsSession.Credentials(GetVariableValue("StoredAWSCredentials")),
            SessionRegion = AwsToolsSession.Region(GetVariableValue("StoredAWSRegion")),
        },
        calls.Enqueue);

    /// <summary>Writes a line of details from another thread, as soon as the pipeline's thread can.</summary>
    protected void WriteVerboseLater(string text) => calls.Enqueue(text);

    /// <summary>Makes planned changes, kind by kind, as far as a person agrees.</summary>
    /// <param name="plan">The changes.</param>
    /// <param name="write">Takes what was made and what was there already, also if a change failed, and whether all changes were made.</param>
    /// <returns>False where a kind was declined: nothing after it was made. With -WhatIf nothing is made, and all are named.</returns>
    /// <exception cref="LoginAuditException">A change failed; the message says what was made before it.</exception>
    protected bool Apply(IReadOnlyList<PlannedChange> plan, Action<List<LoginAuditChange>, bool>? write = null)
    {
        var done = new List<LoginAuditChange>();
        var goesOn = false;
        try
        {
            return goesOn = Apply(plan, done);
        }
        finally
        {
            write?.Invoke(done, goesOn && !this.IsWhatIf());
        }
    }

    private bool Apply(IReadOnlyList<PlannedChange> plan, List<LoginAuditChange> done)
    {
        foreach (var kind in plan.GroupBy(planned => planned.Change.ResourceType))
        {
            var open = kind.Where(planned => planned.Change.Action != LoginAuditChangeAction.Unchanged).ToList();
            if (open.Count > 0 && !this.ShouldProcessAll(kind.Key, [.. open.Select(planned => (planned.Change.Name, Verb(planned.Change.Action)))]))
            {
                if (this.IsWhatIf())
                    continue;
                return false;
            }
            foreach (var planned in kind)
            {
                using (ShowProgress(ProgressKind.Change, MyInvocation.MyCommand.Name, $"{Verb(planned.Change.Action)} {planned.Change.ResourceType} {planned.Change.Name} ({done.Count + 1:N0} of {plan.Count:N0})"))
                    Make(planned, done);
                done.Add(planned.Change);
            }
        }
        return true;
    }

    private void Make(PlannedChange planned, IEnumerable<LoginAuditChange> done)
    {
        try
        {
            Wait(planned.ApplyAsync(StopToken));
        }
        catch (LoginAuditException failure)
        {
            var made = string.Join(", ", done.Where(change => change.Action != LoginAuditChangeAction.Unchanged));
            throw made.Length == 0
                ? failure
                : failure.WithMessage($"{failure.Message} Done before that: {made}. Run the command again to finish.");
        }
    }

    private static string Verb(LoginAuditChangeAction action) => action switch
    {
        LoginAuditChangeAction.Created => "Create",
        LoginAuditChangeAction.Updated => "Update",
        _ => "Remove",
    };

    /// <inheritdoc/>
    protected override void OnProgress()
    {
        base.OnProgress();
        while (calls.TryDequeue(out var call))
            WriteVerbose(call);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            session?.Dispose();
        base.Dispose(disposing);
    }
}
