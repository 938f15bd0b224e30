namespace AwsLoginAudit.Aws;

/// <summary>Plans what can be done for an administrator, and says what only a person can do.</summary>
public sealed class PrerequisiteSetup
{
    private readonly AwsSession session;
    private readonly MailChecks mail;

    /// <param name="session">The connection.</param>
    /// <param name="from">Who sends reports; null for nobody.</param>
    /// <param name="to">Who gets them.</param>
    public PrerequisiteSetup(AwsSession session, string? from, IReadOnlyList<string> to)
    {
        this.session = session;
        mail = new MailChecks(session, from, to);
        HasMail = from is not null || to.Count > 0;
    }

    /// <summary>Whether anything was said about mail.</summary>
    public bool HasMail { get; }

    /// <summary>The role and the instance profile of machines.</summary>
    /// <param name="name">The name of both.</param>
    /// <param name="force">Whether a role that somebody else made gets the policies too.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="LoginAuditException">NotOurs, AccessDenied, …</exception>
    public async Task<IReadOnlyList<PlannedChange>> PlanRoleAsync(string name, bool force, CancellationToken cancellationToken) =>
        await new AgentRole(session, await AccountScope.AskAsync(session, cancellationToken)).PlanAsync(name, force, cancellationToken);

    /// <summary>The verification mails.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public Task<IReadOnlyList<PlannedChange>> PlanMailAsync(CancellationToken cancellationToken) => mail.PlanAsync(cancellationToken);

    /// <summary>How it stands with mail now, and what a person has to do.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The checks.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async Task<IReadOnlyList<PrerequisiteCheck>> MailAsync(CancellationToken cancellationToken) =>
        [.. await mail.SenderAsync(cancellationToken), .. await mail.RecipientsAsync(cancellationToken), .. await mail.SandboxAsync(cancellationToken)];

    /// <summary>What became of a resource, and what is left for a person.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The check.</returns>
    public static PrerequisiteCheck ToCheck(LoginAuditChange change) => new()
    {
        Name = char.ToUpperInvariant(change.ResourceType[0]) + change.ResourceType.Substring(1),
        Resource = change.Name,
        Status = LoginAuditCheckStatus.Passed,
        Detail = change.Action == LoginAuditChangeAction.Created ? "Created." : "It was there already.",
        Remedy = change.ResourceType == ResourceKind.ProfileRole
            ? new LoginAuditRemedy(RemedyAction.AttachInstanceProfile).With("IamInstanceProfile_Name", change.Name).With("InstanceId", "i-…")
            : null,
    };
}
