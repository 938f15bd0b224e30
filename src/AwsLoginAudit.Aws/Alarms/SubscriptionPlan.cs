using System.Runtime.CompilerServices;
using Amazon.SimpleNotificationService.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Who is subscribed to a topic: people and the queue. Subscriptions of others stay.</summary>
internal sealed class SubscriptionPlan(AwsSession session)
{
    public const string Email = "email";

    // In place of the ARN, until the address has confirmed (ListSubscriptionsByTopic, Amazon SNS API Reference).
    private const string Unconfirmed = "PendingConfirmation";
    public const string Sqs = "sqs";
    public const string Lambda = "lambda";

    /// <param name="topicArn">The topic.</param>
    /// <param name="addresses">People.</param>
    /// <param name="queueArn">The queue; null for none.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(string topicArn, IReadOnlyList<string> addresses, string? queueArn, CancellationToken cancellationToken)
    {
        var people = await PlanPeopleAsync(ResourceKind.EmailSubscription, topicArn, addresses, cancellationToken);
        return queueArn is null ? people : [.. people, PlanOne(ResourceKind.QueueSubscription, topicArn, Sqs, queueArn, NameOf(queueArn), await PresentAsync(topicArn, cancellationToken))];
    }

    /// <summary>Puts people on a topic.</summary>
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

    /// <summary>Puts a function on a topic.</summary>
    public async Task<PlannedChange> PlanFunctionAsync(string topicArn, string functionArn, CancellationToken cancellationToken)
    {
        var present = await PresentAsync(topicArn, cancellationToken);
        return PlanOne(ResourceKind.FunctionSubscription, topicArn, Lambda, functionArn, NameOf(functionArn), present);
    }

    /// <summary>Takes a queue off a topic that stays.</summary>
    public Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(string topicArn, string queueArn, CancellationToken cancellationToken) =>
        PlanRemovalAsync(ResourceKind.QueueSubscription, topicArn, Sqs, queueArn, cancellationToken);

    /// <summary>Takes a function off a topic that stays.</summary>
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

    // None where there is no such topic yet. Subscriptions that wait for their confirmation count, deleted ones do not.
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

/// <summary>Who is subscribed to a topic.</summary>
/// <param name="Confirmed">Addresses that have confirmed their subscription.</param>
/// <param name="Unconfirmed">Addresses that have not confirmed yet, and are told nothing.</param>
/// <param name="ResourceArns">Queues, functions and other endpoints, if they need no confirmation or have confirmed.</param>
internal sealed record Subscribers(List<string> Confirmed, List<string> Unconfirmed, List<string> ResourceArns)
{
    public IEnumerable<string> Addresses => Confirmed.Concat(Unconfirmed);
}
