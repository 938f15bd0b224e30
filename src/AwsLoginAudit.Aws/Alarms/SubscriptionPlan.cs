using System.Runtime.CompilerServices;
using Amazon.SimpleNotificationService.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the subscriptions of people and of the queue to a topic. Other subscriptions are not changed.</summary>
internal sealed class SubscriptionPlan(AwsSession session)
{
    public const string Email = "email";

    // ListSubscriptionsByTopic returns this instead of an ARN until the subscription is confirmed (Amazon SNS API Reference).
    private const string Unconfirmed = "PendingConfirmation";
    public const string Sqs = "sqs";
    public const string Lambda = "lambda";

    /// <param name="topicArn">The topic.</param>
    /// <param name="addresses">The e-mail addresses to subscribe.</param>
    /// <param name="queueArn">The queue to subscribe; null for none.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(string topicArn, IReadOnlyList<string> addresses, string? queueArn, CancellationToken cancellationToken)
    {
        var people = await PlanPeopleAsync(ResourceKind.EmailSubscription, topicArn, addresses, cancellationToken);
        return queueArn is null ? people : [.. people, PlanOne(ResourceKind.QueueSubscription, topicArn, Sqs, queueArn, NameOf(queueArn), await PresentAsync(topicArn, cancellationToken))];
    }

    /// <summary>Plans the subscriptions of e-mail addresses to a topic.</summary>
    public async Task<IReadOnlyList<PlannedChange>> PlanPeopleAsync(string kind, string topicArn, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        if (addresses.Count == 0)
            return [];
        var present = await PresentAsync(topicArn, cancellationToken);
        return [.. addresses.Distinct(StringComparer.OrdinalIgnoreCase).Select(address => PlanOne(kind, topicArn, Email, address, address, present))];
    }

    /// <summary>Reads the subscribers of a topic.</summary>
    public async Task<Subscribers> ReadAsync(string topicArn, CancellationToken cancellationToken)
    {
        var subscribers = new Subscribers([], [], []);
        await foreach (var subscription in ListAsync(topicArn, cancellationToken))
        {
            if (subscription.Protocol != Email && subscription.SubscriptionArn == Unconfirmed)
                continue;
            if (subscription.Protocol != Email)
                subscribers.ResourceArns.Add(subscription.Endpoint!);
            else if (subscription.SubscriptionArn == Unconfirmed)
                subscribers.Unconfirmed.Add(subscription.Endpoint!);
            else
                subscribers.Confirmed.Add(subscription.Endpoint!);
        }
        return subscribers;
    }

    /// <summary>Plans the subscription of a function to a topic.</summary>
    public async Task<PlannedChange> PlanFunctionAsync(string topicArn, string functionArn, CancellationToken cancellationToken)
    {
        var present = await PresentAsync(topicArn, cancellationToken);
        return PlanOne(ResourceKind.FunctionSubscription, topicArn, Lambda, functionArn, NameOf(functionArn), present);
    }

    /// <summary>Plans to unsubscribe a queue from a topic that is not deleted.</summary>
    public Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(string topicArn, string queueArn, CancellationToken cancellationToken) =>
        PlanRemovalAsync(ResourceKind.QueueSubscription, topicArn, Sqs, queueArn, cancellationToken);

    /// <summary>Plans to unsubscribe a function from a topic that is not deleted.</summary>
    public Task<IReadOnlyList<PlannedChange>> PlanFunctionRemovalAsync(string topicArn, string functionArn, CancellationToken cancellationToken) =>
        PlanRemovalAsync(ResourceKind.FunctionSubscription, topicArn, Lambda, functionArn, cancellationToken);

    private async Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(
        string kind, string topicArn, string protocol, string endpoint, CancellationToken cancellationToken)
    {
        var plan = new List<PlannedChange>();
        await foreach (var subscription in ListAsync(topicArn, cancellationToken))
        {
            if (subscription.Protocol != protocol || subscription.Endpoint != endpoint)
                continue;
            var request = new UnsubscribeRequest { SubscriptionArn = subscription.SubscriptionArn };
            plan.Add(PlannedChange.Remove(kind, subscription.SubscriptionArn!, cancel => session.Notifications.UnsubscribeAsync(request, cancel)));
        }
        return plan;
    }

    private static string NameOf(string arn) => arn.Substring(arn.LastIndexOf(':') + 1);

    private PlannedChange PlanOne(string kind, string topicArn, string protocol, string endpoint, string name, List<Subscription> present)
    {
        if (present.Exists(subscription => subscription.Protocol == protocol && string.Equals(subscription.Endpoint, endpoint, StringComparison.OrdinalIgnoreCase)))
            return PlannedChange.None(kind, name);
        var request = new SubscribeRequest { TopicArn = topicArn, Protocol = protocol, Endpoint = endpoint, ReturnSubscriptionArn = true };
        return PlannedChange.Create(kind, name, cancel => session.Notifications.SubscribeAsync(request, cancel));
    }

    private async Task<List<Subscription>> PresentAsync(string topicArn, CancellationToken cancellationToken)
    {
        var present = new List<Subscription>();
        await foreach (var subscription in ListAsync(topicArn, cancellationToken))
            present.Add(subscription);
        return present;
    }

    // The topic may not exist yet. Subscriptions that wait for confirmation are included, deleted ones are not.
    private async IAsyncEnumerable<Subscription> ListAsync(string topicArn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in Pages.AllAsync(AskAsync, page => page.NextToken))
        {
            foreach (var subscription in (page.Subscriptions ?? []).Where(subscription => subscription.SubscriptionArn != "Deleted"))
                yield return subscription;
        }

        async Task<ListSubscriptionsByTopicResponse> AskAsync(string? token)
        {
            try
            {
                return await session.Notifications.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = topicArn, NextToken = token }, cancellationToken);
            }
            catch (LoginAuditException failure) when (failure.HasCode("NotFound", "NotFoundException"))
            {
                return new ListSubscriptionsByTopicResponse();
            }
        }
    }
}

/// <summary>The subscribers of a topic.</summary>
/// <param name="Confirmed">E-mail addresses that have confirmed their subscription.</param>
/// <param name="Unconfirmed">E-mail addresses that have not confirmed yet, and receive no notifications.</param>
/// <param name="ResourceArns">Queues, functions and other endpoints that need no confirmation or have confirmed.</param>
internal sealed record Subscribers(List<string> Confirmed, List<string> Unconfirmed, List<string> ResourceArns)
{
    public IEnumerable<string> Addresses => Confirmed.Concat(Unconfirmed);
}
