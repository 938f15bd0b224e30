using System.Text.Json.Nodes;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.SimpleNotificationService.Model;
using ListTagsForResourceRequest = Amazon.SimpleNotificationService.Model.ListTagsForResourceRequest;
using Tag = Amazon.SimpleNotificationService.Model.Tag;
using TagResourceRequest = Amazon.SimpleNotificationService.Model.TagResourceRequest;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the topics: the alarm's own or an existing one, and the topic of the operations alarms.</summary>
internal sealed class TopicPlan(AwsSession session, AccountScope scope)
{
    private const string KeyAttribute = "KmsMasterKeyId";
    private const string PolicyAttribute = "Policy";

    /// <summary>The ARN of the topic that the alarm notifies.</summary>
    public string ArnFor(AlarmSettings settings) => settings.TopicArn ?? scope.Topic(AlarmNames.Topic(settings.AlarmName));

    public async Task<PlannedChange> PlanAsync(AlarmSettings settings, CancellationToken cancellationToken)
    {
        var arn = ArnFor(settings);
        var alarmArn = scope.Alarm(settings.AlarmName);
        if (settings.TopicArn is null)
            return await PlanOwnAsync(arn, [alarmArn], settings.KmsKeyId, settings.Force, LoginAuditRemedy.Use(RemedySetting.TopicArn, arn), cancellationToken);
        var attributes = await FindAsync(arn, cancellationToken) ?? throw NotFound(arn);
        // A topic that somebody else created is not changed. The policy of a topic of this module must name the alarm, or the alarm cannot publish.
        return arn == scope.Topic(Name(arn)) && await IsOursAsync(arn, cancellationToken)
            ? await PlanUpdateAsync(arn, attributes, [alarmArn], newKey: null, takeOver: false, cancellationToken)
            : PlannedChange.None(ResourceKind.Topic, Name(arn));
    }

    /// <summary>Plans a topic of this module, to which only alarms may publish.</summary>
    /// <param name="arn">The ARN of the topic, in this account and Region.</param>
    /// <param name="alarmArns">The alarms that the topic is created for. Other alarms that notify it may publish too.</param>
    /// <param name="key">The KMS key that encrypts the topic; null for none in a new topic, and for no change of an existing one.</param>
    /// <param name="force">Whether to take over a topic with this name that this module did not create.</param>
    /// <param name="asItIs">The remedy that uses the existing topic without changing it; null if there is none.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<PlannedChange> PlanOwnAsync(
        string arn, IReadOnlyList<string> alarmArns, string? key, bool force, LoginAuditRemedy? asItIs, CancellationToken cancellationToken)
    {
        var name = Name(arn);
        if (await FindAsync(arn, cancellationToken) is not { } attributes)
            return PlannedChange.Create(ResourceKind.Topic, name, cancel => CreateAsync(arn, alarmArns, key, cancel));

        var ours = await IsOursAsync(arn, cancellationToken);
        if (!ours && !force)
            throw Ownership.NotCreatedByModule("topic", name, null, [LoginAuditRemedy.Change(RemedySetting.AlarmName), .. asItIs is null ? [] : new[] { asItIs }, LoginAuditRemedy.Use(RemedySetting.Force)]);
        attributes.TryGetValue(KeyAttribute, out var current);
        return await PlanUpdateAsync(arn, attributes, alarmArns, key is not null && key != current ? key : null, takeOver: !ours, cancellationToken);
    }

    /// <summary>Returns the KMS key of a topic; null if it has none, or the topic does not exist.</summary>
    public async Task<string?> KeyAsync(string arn, CancellationToken cancellationToken) =>
        await FindAsync(arn, cancellationToken) is { } attributes && attributes.TryGetValue(KeyAttribute, out var key) ? key : null;

    /// <summary>Returns the policy of a topic; null if the topic does not exist.</summary>
    public async Task<string?> PolicyAsync(string arn, CancellationToken cancellationToken) =>
        await FindAsync(arn, cancellationToken) is { } attributes ? PolicyIn(attributes) : null;

    /// <summary>Plans the removal of a topic. A topic that does not exist, or that this module did not create, is skipped.</summary>
    public async Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(string name, CancellationToken cancellationToken)
    {
        var arn = scope.Topic(name);
        if (await FindAsync(arn, cancellationToken) is null || !await IsOursAsync(arn, cancellationToken))
            return [];
        var request = new DeleteTopicRequest { TopicArn = arn };
        return [PlannedChange.Remove(ResourceKind.Topic, name, cancel => session.Notifications.DeleteTopicAsync(request, cancel))];
    }

    private static string PolicyIn(Dictionary<string, string> attributes) => attributes.TryGetValue(PolicyAttribute, out var policy) ? policy : "{}";

    private static string Name(string arn) => arn.Substring(arn.LastIndexOf(':') + 1);

    private async Task<PlannedChange> PlanUpdateAsync(
        string arn, Dictionary<string, string> attributes, IReadOnlyList<string> alarmArns, string? newKey, bool takeOver, CancellationToken cancellationToken)
    {
        var current = PolicyIn(attributes);
        // Alarms that somebody else configured to notify the topic keep their permission to publish.
        var publishers = await PublishersAsync(arn, cancellationToken);
        var wanted = TopicPolicy.Update(current, scope, arn, [.. alarmArns.Union(publishers, StringComparer.Ordinal).OrderBy(alarm => alarm, StringComparer.Ordinal)]);
        var newPolicy = JsonNode.DeepEquals(JsonNode.Parse(current), wanted) ? null : wanted.ToJsonString();
        return takeOver || newKey is not null || newPolicy is not null
            ? PlannedChange.Update(ResourceKind.Topic, Name(arn), async cancel =>
            {
                await SetAsync(arn, KeyAttribute, newKey, cancel);
                await SetAsync(arn, PolicyAttribute, newPolicy, cancel);
                if (takeOver)
                    await TagAsync(arn, cancel);
            })
            : PlannedChange.None(ResourceKind.Topic, Name(arn));
    }

    // ActionPrefix matches the beginning of an action only, so the actions are compared again.
    private async Task<IReadOnlyList<string>> PublishersAsync(string arn, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var types = new List<string> { AlarmType.MetricAlarm, AlarmType.CompositeAlarm };
        var pages = Pages.AllAsync(
            token => session.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { ActionPrefix = arn, AlarmTypes = types, NextToken = token }, cancellationToken),
            page => page.NextToken);
        await foreach (var page in pages)
        {
            found.AddRange((page.MetricAlarms ?? []).Where(alarm => Uses(alarm.AlarmActions, alarm.OKActions, alarm.InsufficientDataActions)).Select(alarm => alarm.AlarmArn!));
            found.AddRange((page.CompositeAlarms ?? []).Where(alarm => Uses(alarm.AlarmActions, alarm.OKActions, alarm.InsufficientDataActions)).Select(alarm => alarm.AlarmArn!));
        }
        return found;

        bool Uses(params List<string>?[] actions) => actions.Any(some => some?.Contains(arn) == true);
    }

    private async Task<Dictionary<string, string>?> FindAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await session.Notifications.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = arn }, cancellationToken);
            return answer.Attributes ?? [];
        }
        catch (LoginAuditException failure) when (failure.HasCode("NotFound", "NotFoundException"))
        {
            return null;
        }
        catch (LoginAuditException failure) when (failure.HasCode("InvalidParameter", "InvalidParameterException"))
        {
            // InvalidParameter means that the ARN is of another Region or of another resource type.
            throw NotFound(arn);
        }
    }

    private async Task<bool> IsOursAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new ListTagsForResourceRequest { ResourceArn = arn };
        var answer = await session.Notifications.ListTagsForResourceAsync(request, cancellationToken);
        return (answer.Tags ?? []).Any(tag => Ownership.Is(tag.Key, tag.Value));
    }

    // One call, so that a topic never exists without its policy and its tag.
    private Task CreateAsync(string arn, IReadOnlyList<string> alarmArns, string? key, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [PolicyAttribute] = TopicPolicy.For(scope, arn, alarmArns).ToJsonString() };
        if (key is not null)
            attributes[KeyAttribute] = key;
        var request = new CreateTopicRequest { Name = Name(arn), Attributes = attributes, Tags = [.. session.NewTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] };
        return session.Notifications.CreateTopicAsync(request, cancellationToken);
    }

    private async Task SetAsync(string arn, string attribute, string? value, CancellationToken cancellationToken)
    {
        if (value is null)
            return;
        var request = new SetTopicAttributesRequest { TopicArn = arn, AttributeName = attribute, AttributeValue = value };
        await session.Notifications.SetTopicAttributesAsync(request, cancellationToken);
    }

    private Task TagAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new TagResourceRequest { ResourceArn = arn, Tags = [new Tag { Key = Ownership.Key, Value = Ownership.Value }] };
        return session.Notifications.TagResourceAsync(request, cancellationToken);
    }

    private LoginAuditException NotFound(string arn) => new(
        LoginAuditError.TopicNotFound,
        $"There is no topic {arn} in {scope.Region}, or account {scope.AccountId} has no access to it. If you omit the topic, the setup creates one for the alarm.",
        arn,
        remedies: [LoginAuditRemedy.Check(RemedySetting.TopicArn, RemedySetting.Region), LoginAuditRemedy.Omit(RemedySetting.TopicArn)]);
}
