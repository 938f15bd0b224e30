namespace AwsLoginAudit.Aws;

/// <summary>Whether a topic exists, alarms may publish to it, and it tells somebody.</summary>
/// <param name="session">The connection.</param>
/// <param name="scope">Where everything is.</param>
/// <param name="name">The name of the check.</param>
internal sealed class TopicCheck(AwsSession session, AccountScope scope, string name)
{
    /// <param name="topicArn">The topic.</param>
    /// <param name="alarmArn">An alarm that tells it.</param>
    /// <param name="createAsync">Writes the command that creates it again.</param>
    /// <param name="repairAsync">Writes the command that gives it its policy again; null if the topic is somebody else's.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<LoginAuditCheck> LookAsync(
        string topicArn,
        string alarmArn,
        Func<CancellationToken, Task<string>> createAsync,
        Func<CancellationToken, Task<string>>? repairAsync,
        CancellationToken cancellationToken)
    {
        var check = new LoginAuditCheck { Name = name, Resource = topicArn, Result = LoginAuditCheckStatus.Failed, Detail = "" };
        if (await new TopicPlan(session, scope).PolicyAsync(topicArn, cancellationToken) is not { } policy)
            return check with { Detail = "There is no such topic, so nobody gets a message.", Remedy = await createAsync(cancellationToken) };
        return PublishRight.Of(policy, topicArn, alarmArn) switch
        {
            { IsGranted: true } => Told(check, await new SubscriptionPlan(session).ReadAsync(topicArn, cancellationToken)),
            { IsGranted: null } unknown => check with
            {
                Result = LoginAuditCheckStatus.NotChecked,
                Detail = $"{Statement(unknown.DeniedBy)} of its policy denies sns:Publish under a condition. Whether the condition holds for CloudWatch is unknown.",
            },
            { DeniedBy: { } sid } => check with
            {
                Detail = $"{Statement(sid)} of its policy denies sns:Publish to CloudWatch, so nobody gets a message.",
                Remedy = $"Remove-SNSPermission -TopicArn {PowerShellText.Quote(topicArn)} -Label {PowerShellText.Quote(sid)}",
            },
            _ => check with
            {
                Detail = "Its policy does not let CloudWatch publish for the alarm, so nobody gets a message. It has to allow sns:Publish to cloudwatch.amazonaws.com, and no statement may deny it.",
                Remedy = repairAsync is null ? null : await repairAsync(cancellationToken),
            },
        };
    }

    private static string Statement(string? sid) => sid is null ? "A statement" : $"The statement {sid}";

    private static LoginAuditCheck Told(LoginAuditCheck check, Subscribers subscribers)
    {
        var told = subscribers.Confirmed.Concat(subscribers.ResourceArns).ToList();
        return told.Count > 0 ? check with { Result = LoginAuditCheckStatus.Passed, Detail = $"It tells {string.Join(", ", told)}." } : check with
        {
            Detail = subscribers.Unconfirmed.Count > 0
                ? $"It tells nobody: {string.Join(", ", subscribers.Unconfirmed)} did not confirm. Follow the link in the mail from AWS Notifications."
                : "It tells nobody.",
            Remedy = SetupCommands.Subscribe(check.Resource!),
        };
    }
}
