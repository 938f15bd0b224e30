using Amazon.SimpleEmail.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Checks whether SES accepts a report from its sender to its recipients.</summary>
internal sealed class MailChecks(AwsSession session, string? from, IReadOnlyList<string> to)
{
    // The number of recipients to which an account in the sandbox may send in 24 hours; otherwise it is at least 50,000, or -1 for any number.
    private const double SandboxQuota = 200;

    private const string Verified = "Success";
    private const string Pending = "Pending";
    private const string NothingCreated = "Nothing was created.";
    private Dictionary<string, string>? statuses;
    private (double Rate, double InDay, double Sent)? quota;

    public async Task<IReadOnlyList<PrerequisiteCheck>> SenderAsync(CancellationToken cancellationToken) =>
        from is null
            ? [new PrerequisiteCheck { Name = "SES sender", Status = LoginAuditCheckStatus.NotChecked, Detail = "No sender was given.", Remedy = new LoginAuditRemedy(RemedyAction.TestPrerequisites).With("From", "audit@example.com") }]
            : [await AddressAsync("SES sender", from, "From", isNeeded: true, cancellationToken)];

    public async Task<IReadOnlyList<PrerequisiteCheck>> RecipientsAsync(CancellationToken cancellationToken)
    {
        var isNeeded = to.Count > 0 && await IsSandboxAsync(cancellationToken);
        var checks = new List<PrerequisiteCheck>();
        foreach (var address in to)
            checks.Add(await AddressAsync("SES recipient", address, "To", isNeeded, cancellationToken));
        return to.Count > 0
            ? checks
            : [new PrerequisiteCheck { Name = "SES recipient", Status = LoginAuditCheckStatus.NotChecked, Detail = "No recipient was given.", Remedy = new LoginAuditRemedy(RemedyAction.TestPrerequisites).With("To", "soc@example.com") }];
    }

    /// <summary>Throws an error unless SES accepts mail from the sender and, in the sandbox, to the recipients.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">SenderNotVerified, RecipientNotVerified; AccessDenied, …</exception>
    public async Task DemandAsync(CancellationToken cancellationToken)
    {
        Demand(await SenderAsync(cancellationToken), LoginAuditError.SenderNotVerified, $"SES sends no mail from this address. {NothingCreated}");
        Demand(await RecipientsAsync(cancellationToken), LoginAuditError.RecipientNotVerified, "The account is in the SES sandbox, where recipients must be verified too. " + NothingCreated);
    }

    /// <summary>Finds out whether SES takes mail from the sender.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">SenderNotVerified; AccessDenied, …</exception>
    public async Task DemandSenderAsync(CancellationToken cancellationToken)
    {
        // SES may go on sending from an address whose verification it cannot look up at the moment.
        if (await StatusAsync(from!, cancellationToken) != "TemporaryFailure")
            Demand(await SenderAsync(cancellationToken), LoginAuditError.SenderNotVerified, "SES sends no mail from this address.");
    }

    private static void Demand(IReadOnlyList<PrerequisiteCheck> checks, LoginAuditError error, string consequence)
    {
        var failed = checks.Where(check => check.Status == LoginAuditCheckStatus.Failed).ToList();
        if (failed.Count == 0)
            return;
        throw new LoginAuditException(
            error,
            $"{string.Join(" ", failed.Select(check => $"{check.Resource}: {check.Detail}"))} {consequence}",
            failed[0].Resource,
            remedies: [.. failed.Select(check => check.Remedy).OfType<LoginAuditRemedy>()]);
    }

    public async Task<IReadOnlyList<PrerequisiteCheck>> SandboxAsync(CancellationToken cancellationToken)
    {
        if (!await IsSandboxAsync(cancellationToken))
            return [new PrerequisiteCheck { Name = "SES sandbox", Status = LoginAuditCheckStatus.Passed, Detail = "The account is out of the sandbox." }];
        var all = to.Count > 0;
        foreach (var address in to)
            all &= await StatusAsync(address, cancellationToken) == Verified;
        return
        [
            new PrerequisiteCheck
            {
                Name = "SES sandbox",
                Status = CheckStatus.Of(all),
                Detail = $"The account is in the sandbox: at most {SandboxQuota} recipients in 24 hours, and only verified ones. {(all ? "These recipients are verified." : "Verify each recipient, or request production access. A person has to do this.")}",
                Remedy = all ? null : new LoginAuditRemedy(RemedyAction.RequestProductionAccess),
            },
        ];
    }

    public async Task<IReadOnlyList<PrerequisiteCheck>> SendingAsync(CancellationToken cancellationToken)
    {
        var answer = await session.Mail.GetAccountSendingEnabledAsync(new GetAccountSendingEnabledRequest(), cancellationToken);
        if (answer.Enabled != true)
            return [new PrerequisiteCheck { Name = "SES sending", Status = LoginAuditCheckStatus.Failed, Detail = "Sending is disabled for the account in this Region.", Remedy = new LoginAuditRemedy(RemedyAction.EnableSending) }];
        var (rate, inDay, sent) = await QuotaAsync(cancellationToken);
        // -1 means any number.
        var (isAny, left) = (inDay < 0, Math.Max(0, inDay - sent));
        var isEnough = isAny || Math.Max(1, to.Count) <= left;
        return
        [
            new PrerequisiteCheck
            {
                Name = "SES sending",
                Status = CheckStatus.Of(isEnough),
                Detail = $"Sending is enabled: {rate:N0} recipient{(rate == 1 ? "" : "s")} a second, {(isAny ? "any number" : $"{inDay:N0}")} in 24 hours{(isAny ? "" : $", of which {left:N0} {(left == 1 ? "is" : "are")} left")}. SES counts recipients, not mails."
                    + (isEnough ? "" : $" A report to {to.Count} recipients would exceed the quota."),
                Remedy = isEnough ? null : new LoginAuditRemedy(IsSandbox(inDay) ? RemedyAction.RequestProductionAccess : RemedyAction.ListMailQuotas),
            },
        ];
    }

    /// <summary>Plans the verification mails, to each address that is not verified and has no verification pending.</summary>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        var plan = new List<PlannedChange>();
        foreach (var address in Addresses())
        {
            plan.Add(await StatusAsync(address, cancellationToken) is Verified or Pending
                ? PlannedChange.None(ResourceKind.EmailIdentity, address)
                : PlannedChange.Create(ResourceKind.EmailIdentity, address, cancel => VerifyAsync(address, cancel)));
        }
        return plan;
    }

    private IEnumerable<string> Addresses() => (from is null ? to : [from, .. to]).Distinct(StringComparer.OrdinalIgnoreCase);

    private async Task<PrerequisiteCheck> AddressAsync(string name, string address, string setting, bool isNeeded, CancellationToken cancellationToken)
    {
        var status = await StatusAsync(address, cancellationToken);
        var (passed, detail) = status switch
        {
            Verified => (true, "The address or its domain is verified."),
            _ when !isNeeded => (true, "The address is not verified. The account is out of the sandbox, so verification is not necessary."),
            Pending => (false, "AWS has sent a mail with a link to the address. The owner must open the link within 24 hours. Check the spam folder if the mail is missing. After 24 hours, this check shows the command that sends a new mail."),
            null => (false, "Neither the address nor its domain is verified."),
            _ => (false, $"The address is not verified: {status}."),
        };
        return new PrerequisiteCheck
        {
            Name = name,
            Resource = address,
            Status = CheckStatus.Of(passed),
            Detail = detail,
            Remedy = passed || status == Pending ? null : new LoginAuditRemedy(RemedyAction.InitializePrerequisites).With(setting, address),
        };
    }

    /// <summary>Returns the verification status of an address; null if SES knows neither the address nor its domain.</summary>
    private async Task<string?> StatusAsync(string address, CancellationToken cancellationToken)
    {
        statuses ??= await StatusesAsync(cancellationToken);
        statuses.TryGetValue(address, out var own);
        return Domains(address).Any(domain => statuses.TryGetValue(domain, out var status) && status == Verified) ? Verified : own;
    }

    private async Task<Dictionary<string, string>> StatusesAsync(CancellationToken cancellationToken)
    {
        // The maximum number of identities in GetIdentityVerificationAttributes.
        const int Most = 100;
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var identities = Addresses().Concat(Addresses().SelectMany(Domains)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        for (var at = 0; at < identities.Count; at += Most)
        {
            var request = new GetIdentityVerificationAttributesRequest { Identities = identities.GetRange(at, Math.Min(Most, identities.Count - at)) };
            var answer = await session.Mail.GetIdentityVerificationAttributesAsync(request, cancellationToken);
            foreach (var pair in answer.VerificationAttributes ?? [])
                found[pair.Key] = pair.Value.VerificationStatus?.Value ?? "NotStarted";
        }
        return found;
    }

    private async Task<bool> IsSandboxAsync(CancellationToken cancellationToken)
    {
        var (_, inDay, _) = await QuotaAsync(cancellationToken);
        return IsSandbox(inDay);
    }

    private static bool IsSandbox(double inDay) => inDay is >= 0 and <= SandboxQuota;

    // All numbers are recipients: "an email that has 10 recipients counts as 10 against your quota" (SES developer guide, "Managing your sending limits").
    private async Task<(double Rate, double InDay, double Sent)> QuotaAsync(CancellationToken cancellationToken)
    {
        if (quota is { } known)
            return known;
        var answer = await session.Mail.GetSendQuotaAsync(new GetSendQuotaRequest(), cancellationToken);
        quota = (Math.Max(1, answer.MaxSendRate ?? 1), answer.Max24HourSend ?? 0, answer.SentLast24Hours ?? 0);
        return quota.Value;
    }

    private Task VerifyAsync(string address, CancellationToken cancellationToken)
    {
        // The next check must read the status again.
        statuses = null;
        var request = new VerifyEmailIdentityRequest { EmailAddress = address };
        return session.Mail.VerifyEmailIdentityAsync(request, cancellationToken);
    }

    // A verified domain includes its subdomains ("Verified identities", SES developer guide).
    private static IEnumerable<string> Domains(string address)
    {
        for (var domain = address.Substring(address.LastIndexOf('@') + 1); domain.IndexOf('.') >= 0; domain = domain.Substring(domain.IndexOf('.') + 1))
            yield return domain;
    }
}
