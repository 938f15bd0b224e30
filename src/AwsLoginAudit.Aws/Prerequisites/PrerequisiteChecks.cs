using System.Runtime.CompilerServices;
using Amazon.SecurityToken.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Looks at everything that an audit needs; changes nothing.</summary>
public sealed class PrerequisiteChecks
{
    private readonly AwsSession session;
    private readonly PrerequisiteQuestion question;

    /// <param name="session">The connection.</param>
    /// <param name="question">What the audit is to run with.</param>
    public PrerequisiteChecks(AwsSession session, PrerequisiteQuestion question)
    {
        this.session = session;
        this.question = question;
    }

    /// <summary>Looks, one thing after the other. A check that cannot be made has the status NotChecked.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The checks.</returns>
    public async IAsyncEnumerable<LoginAuditCheck> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mail = new MailChecks(session, question.From, question.To);
        var commands = new SetupCommands(session, question);
        var alarm = new AlarmChecks(session, question.LogGroupName, question.AlarmName, commands);
        var receivers = new ReceiverChecks(session, question.AlarmName, commands);
        var fleet = new FleetChecks(session, question.Fleet);
        (string Name, Func<CancellationToken, Task<IReadOnlyList<LoginAuditCheck>>> Look)[] all =
        [
            ("Identity", IdentityAsync),
            ("Region", RegionAsync),
            ("SES sender", mail.SenderAsync),
            ("SES recipient", mail.RecipientsAsync),
            ("SES sandbox", mail.SandboxAsync),
            ("SES sending", mail.SendingAsync),
            ("Managed instances", fleet.OnlineAsync),
            ("Instance role", cancel => new RoleChecks(session, question.LogGroupName).LookAsync([question.RoleName, .. fleet.HybridRoles], cancel)),
            ("Audit policy", AuditPolicyAsync),
            ("Log group", alarm.LogGroupAsync),
            ("Metric filter", alarm.MetricFilterAsync),
            ("Alarm", alarm.AlarmAsync),
            ("Alarm topic", receivers.TopicAsync),
            ("Alarm samples", alarm.SamplesAsync),
            ("Responder", receivers.FunctionAsync),
            ("Responder role", receivers.RoleAsync),
            ("Operations alarm", new OperationsChecks(session, question.AlarmName, commands).LookAsync),
        ];
        foreach (var (name, look) in all)
        {
            foreach (var check in await TryAsync(name, look, cancellationToken))
                yield return check;
        }
    }

    private static async Task<IReadOnlyList<LoginAuditCheck>> TryAsync(
        string name, Func<CancellationToken, Task<IReadOnlyList<LoginAuditCheck>>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken);
        }
        catch (LoginAuditException failure)
        {
            return [new LoginAuditCheck { Name = name, Result = LoginAuditCheckStatus.NotChecked, Detail = $"Could not be looked at. {failure.Message}" }];
        }
    }

    private async Task<IReadOnlyList<LoginAuditCheck>> IdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            var caller = await session.CallAsync(
                "sts:GetCallerIdentity", "*", () => session.SecurityToken.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken));
            return [new LoginAuditCheck { Name = "Identity", Resource = caller.Arn, Result = LoginAuditCheckStatus.Passed, Detail = $"Account {caller.Account}." }];
        }
        catch (LoginAuditException failure) when (failure.Error == LoginAuditError.CredentialsRejected)
        {
            return [new LoginAuditCheck { Name = "Identity", Result = LoginAuditCheckStatus.Failed, Detail = failure.Message, Remedy = "aws sso login" }];
        }
    }

    private Task<IReadOnlyList<LoginAuditCheck>> RegionAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LoginAuditCheck>>(
        [new LoginAuditCheck { Name = "Region", Resource = session.Region, Result = LoginAuditCheckStatus.Passed, Detail = "Machines, log group and alarm are looked for here." }]);

    // By its GUID, since the subcategory's name differs with the display language.
    private static Task<IReadOnlyList<LoginAuditCheck>> AuditPolicyAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LoginAuditCheck>>(
    [
        new LoginAuditCheck
        {
            Name = "Audit policy",
            Result = LoginAuditCheckStatus.NotChecked,
            Detail = "Only the machines know: Windows logs failed logins (4625) where the subcategory Logon is audited for failure, as it is by default on servers. Group Policy can turn it off.",
            Remedy = "auditpol /set /subcategory:'{0CCE9215-69AE-11D9-BED3-505054503030}' /failure:enable",
        },
    ]);
}
