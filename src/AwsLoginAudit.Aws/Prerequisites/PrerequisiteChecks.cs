using System.Runtime.CompilerServices;
using Amazon.SecurityToken.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Checks everything that an audit needs. Changes nothing.</summary>
public sealed class PrerequisiteChecks
{
    private readonly AwsSession session;
    private readonly PrerequisiteQuestion question;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="question">The resources that the audit uses.</param>
    public PrerequisiteChecks(AwsSession session, PrerequisiteQuestion question)
    {
        this.session = session;
        this.question = question;
    }

    /// <summary>Runs the checks one after the other. A check that cannot be made has the status NotChecked.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The checks.</returns>
    public async IAsyncEnumerable<PrerequisiteCheck> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mail = new MailChecks(session, question.From, question.To);
        var remedies = new SetupRemedies(session, question);
        var alarm = new AlarmChecks(session, question.LogGroupName, question.AlarmName, remedies);
        var receivers = new ReceiverChecks(session, question.AlarmName, remedies);
        var fleet = new FleetChecks(session, question.Fleet);
        (string Name, Func<CancellationToken, Task<IReadOnlyList<PrerequisiteCheck>>> Look)[] all =
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
            ("Operations alarm", new OperationsChecks(session, question.AlarmName, remedies).LookAsync),
        ];
        foreach (var (name, look) in all)
        {
            foreach (var check in await TryAsync(name, look, cancellationToken))
                yield return check;
        }
    }

    private static async Task<IReadOnlyList<PrerequisiteCheck>> TryAsync(
        string name, Func<CancellationToken, Task<IReadOnlyList<PrerequisiteCheck>>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken);
        }
        catch (LoginAuditException failure)
        {
            return [new PrerequisiteCheck { Name = name, Status = LoginAuditCheckStatus.NotChecked, Detail = $"The check could not run. {failure.Explanation}" }];
        }
    }

    private async Task<IReadOnlyList<PrerequisiteCheck>> IdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            var caller = await session.SecurityToken.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            return [new PrerequisiteCheck { Name = "Identity", Resource = caller.Arn, Status = LoginAuditCheckStatus.Passed, Detail = $"Account {caller.Account}." }];
        }
        catch (LoginAuditException failure) when (failure.Error == LoginAuditError.CredentialsRejected)
        {
            return [new PrerequisiteCheck { Name = "Identity", Status = LoginAuditCheckStatus.Failed, Detail = failure.Message, Remedy = new LoginAuditRemedy(RemedyAction.SignIn) }];
        }
    }

    private Task<IReadOnlyList<PrerequisiteCheck>> RegionAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PrerequisiteCheck>>(
        [new PrerequisiteCheck { Name = "Region", Resource = session.Region, Status = LoginAuditCheckStatus.Passed, Detail = "The checks look for machines, log group and alarm in this Region." }]);

    private static Task<IReadOnlyList<PrerequisiteCheck>> AuditPolicyAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PrerequisiteCheck>>(
    [
        new PrerequisiteCheck
        {
            Name = "Audit policy",
            Status = LoginAuditCheckStatus.NotChecked,
            Detail = "AWS does not know the audit policy of the machines. Windows logs failed logins (4625) if the subcategory Logon is audited for failure. This is the default on servers, and Group Policy can change it.",
            Remedy = new LoginAuditRemedy(RemedyAction.AuditFailedLogons),
        },
    ]);
}
