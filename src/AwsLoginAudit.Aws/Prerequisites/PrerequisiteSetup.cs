namespace AwsLoginAudit.Aws;

/// <summary>Plans the prerequisites that this module can create, and lists those that need an administrator.</summary>
public sealed class PrerequisiteSetup
{
    private readonly AwsSession session;
    private readonly MailChecks mail;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="from">The sender of reports; null if none was given.</param>
    /// <param name="to">The recipients of reports.</param>
    public PrerequisiteSetup(AwsSession session, string? from, IReadOnlyList<string> to)
    {
        this.session = session;
        mail = new MailChecks(session, from, to);
        HasMail = from is not null || to.Count > 0;
    }

    /// <summary>Whether a sender or a recipient was given.</summary>
    public bool HasMail { get; }

    /// <summary>Plans the role and the instance profile of machines.</summary>
    /// <param name="name">The name of both.</param>
    /// <param name="force">Whether a role that this module did not create gets the policies too.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="LoginAuditException">NotCreatedByModule, AccessDenied, …</exception>
    public async Task<IReadOnlyList<PlannedChange>> PlanRoleAsync(string name, bool force, CancellationToken cancellationToken) =>
        await new AgentRole(session, await AccountScope.AskAsync(session, cancellationToken)).PlanAsync(name, force, cancellationToken);

    /// <summary>Plans the verification mails.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public Task<IReadOnlyList<PlannedChange>> PlanMailAsync(CancellationToken cancellationToken) => mail.PlanAsync(cancellationToken);

    /// <summary>Checks the sender and the recipients in SES.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The checks.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async Task<IReadOnlyList<PrerequisiteCheck>> MailAsync(CancellationToken cancellationToken) =>
        [.. await mail.SenderAsync(cancellationToken), .. await mail.RecipientsAsync(cancellationToken), .. await mail.SandboxAsync(cancellationToken)];

    /// <summary>Converts a change into a check, with the remedy for what an administrator has to do.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The check.</returns>
    public static PrerequisiteCheck ToCheck(LoginAuditChange change) => new()
    {
        Name = char.ToUpperInvariant(change.ResourceType[0]) + change.ResourceType.Substring(1),
        Resource = change.Name,
        Status = LoginAuditCheckStatus.Passed,
        Detail = change.Action == LoginAuditChangeAction.Created ? "Created." : "It already existed.",
        Remedy = change.ResourceType == ResourceKind.ProfileRole
            ? new LoginAuditRemedy(RemedyAction.AttachInstanceProfile).With("IamInstanceProfile_Name", change.Name).With("InstanceId", "i-…")
            : null,
    };
}
