namespace AwsLoginAudit.Aws;

/// <summary>Checks whether a topic exists, alarms may publish to it, and it has a confirmed subscriber.</summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="scope">The account and Region.</param>
/// <param name="name">The name of the check.</param>
internal sealed class TopicCheck(AwsSession session, AccountScope scope, string name)
{
    /// <param name="topicArn">The topic.</param>
    /// <param name="alarmArn">An alarm that notifies the topic.</param>
    /// <param name="createAsync">Returns the remedy that creates the topic again.</param>
    /// <param name="repairAsync">Returns the remedy that restores the policy of the topic; null if this module did not create the topic.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<PrerequisiteCheck> LookAsync(
        string topicArn,
        string alarmArn,
        Func<CancellationToken, Task<LoginAuditRemedy>> createAsync,
        Func<CancellationToken, Task<LoginAuditRemedy>>? repairAsync,
        CancellationToken cancellationToken)
    {
        var check = new PrerequisiteCheck { Name = name, Resource = topicArn, Status = LoginAuditCheckStatus.Failed, Detail = "" };
        if (await new TopicPlan(session, scope).PolicyAsync(topicArn, cancellationToken) is not { } policy)
            return check with { Detail = "The topic does not exist, so nobody is notified.", Remedy = await createAsync(cancellationToken) };
        return PublishRight.Of(policy, topicArn, alarmArn) switch
        {
            { IsGranted: true } => Judge(check, await new SubscriptionPlan(session).ReadAsync(topicArn, cancellationToken)),
            { IsGranted: null } unknown => check with
            {
                Status = LoginAuditCheckStatus.NotChecked,
                Detail = $"{Statement(unknown.DeniedBy)} of the topic's policy denies sns:Publish under a condition. Whether the condition holds for CloudWatch is unknown.",
            },
            { DeniedBy: { } sid } => check with
            {
                Detail = $"{Statement(sid)} of the topic's policy denies sns:Publish to CloudWatch, so nobody is notified.",
                Remedy = new LoginAuditRemedy(RemedyAction.RemoveTopicStatement).With("TopicArn", topicArn).With("Label", sid),
            },
            _ => check with
            {
                Detail = "The topic's policy does not let CloudWatch publish for the alarm, so nobody is notified. The policy must allow sns:Publish to cloudwatch.amazonaws.com, and no statement may deny it.",
                Remedy = repairAsync is null ? null : await repairAsync(cancellationToken),
            },
        };
    }

    private static string Statement(string? sid) => sid is null ? "A statement" : $"The statement {sid}";

    private static PrerequisiteCheck Judge(PrerequisiteCheck check, Subscribers subscribers)
    {
        var receivers = subscribers.Confirmed.Concat(subscribers.ResourceArns).ToList();
        return receivers.Count > 0 ? check with { Status = LoginAuditCheckStatus.Passed, Detail = $"The topic notifies {string.Join(", ", receivers)}." } : check with
        {
            Detail = subscribers.Unconfirmed.Count > 0
                ? $"The topic notifies nobody: {string.Join(", ", subscribers.Unconfirmed)} did not confirm the subscription. Open the link in the mail from AWS Notifications."
                : "The topic has no subscribers, so nobody is notified.",
            Remedy = SetupRemedies.Subscribe(check.Resource!),
        };
    }
}
