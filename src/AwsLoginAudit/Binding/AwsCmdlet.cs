using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets that call AWS, with the connection parameters of AWS Tools for PowerShell.</summary>
public abstract class AwsCmdlet : LoginAuditCmdlet
{
    private readonly ConcurrentQueue<string> calls = new();
    private AwsSession? session;

    /// <summary>
    /// Specifies the AWS Region by its system name, such as eu-west-1. The default is the Region of the profile, of the session, or the default of the AWS SDK.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public virtual string? Region { get; set; }

    /// <summary>Specifies the AWS profile by its name. The default is the credentials of the session, or those that the AWS SDK finds.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public virtual string? ProfileName { get; set; }

    /// <summary>Specifies an access key id. It requires -SecretKey.</summary>
    [Parameter]
    [Alias("AK")]
    public virtual string? AccessKey { get; set; }

    /// <summary>Specifies the secret access key that belongs to -AccessKey.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    public virtual string? SecretKey { get; set; }

    /// <summary>Specifies the session token of temporary credentials.</summary>
    [Parameter]
    [Alias("ST")]
    public virtual string? SessionToken { get; set; }

    /// <summary>Specifies another endpoint for every service, such as a VPC endpoint, as an absolute URL.</summary>
    [Parameter]
    public virtual string? EndpointUrl { get; set; }

    /// <summary>The maximum number of FilterLogEvents calls in a second; null for just below the quota.</summary>
    protected virtual int? EventRequestsPerSecond => null;

    // This property is a parameter only of the cmdlets that create resources.
    /// <summary>Specifies tags for the created resources, in addition to the tags of this module: a hashtable of up to 48 keys and values.</summary>
    public virtual Hashtable ResourceTag { get; set; } = [];

    /// <summary>The connection to AWS. It is created when it is first used.</summary>
    /// <exception cref="LoginAuditException">NoCredentials, ProfileNotFound, NoRegion, UnknownRegion, InvalidEndpoint or CredentialsRejected.</exception>
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

    /// <summary>Queues a verbose message from any thread. The pipeline thread writes it.</summary>
    protected void WriteVerboseLater(string text) => calls.Enqueue(text);

    /// <summary>Makes planned changes, one resource type after the other, if the user confirms them.</summary>
    /// <param name="plan">The changes.</param>
    /// <param name="write">Receives the changes that were made and the unchanged resources, even after an error, and whether all changes were made.</param>
    /// <returns>False if the user declined a resource type; no later changes were made. With -WhatIf all changes are listed and none is made.</returns>
    /// <exception cref="LoginAuditException">A change failed. The message lists the changes that were made before.</exception>
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
            if (open.Count > 0 && !this.ShouldProcessAll(kind.Key, [.. open.Select(planned => (planned.Change.Name, Verb(planned.Change)))]))
            {
                if (this.IsWhatIf())
                    continue;
                return false;
            }
            foreach (var planned in kind)
            {
                using (ShowProgress(ProgressKind.Change, MyInvocation.MyCommand.Name, $"{Verb(planned.Change)} {planned.Change.ResourceType} {planned.Change.Name} ({done.Count + 1:N0} of {plan.Count:N0})"))
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
                : failure.WithMessage($"{failure.Message} Completed before the error: {made}. Run the command again to finish.");
        }
    }

    private static string Verb(LoginAuditChange change) => change switch
    {
        { Action: LoginAuditChangeAction.Created } => "Create",
        { Action: LoginAuditChangeAction.Updated, Detail: { } detail } => $"Update ({detail})",
        { Action: LoginAuditChangeAction.Updated } => "Update",
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
