using Amazon.SimpleNotificationService.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The topic: the alarm's own, or one that is there already and stays as it is.</summary>
internal sealed class TopicPlan(AwsSession session, AccountScope scope)
{
    private const string KeyAttribute = "KmsMasterKeyId";

    /// <summary>The ARN of the topic that the alarm is to tell.</summary>
    public string ArnFor(AlarmSettings settings) => settings.TopicArn ?? scope.Topic(AlarmNames.Topic(settings.AlarmName));

    public async Task<PlannedChange> PlanAsync(AlarmSettings settings, CancellationToken cancellationToken)
    {
        var arn = ArnFor(settings);
        var attributes = await FindAsync(arn, cancellationToken);
        if (settings.TopicArn is not null)
            return attributes is not null ? PlannedChange.None(ResourceKind.Topic, Name(arn)) : throw NotFound(arn);
        var name = Name(arn);
        if (attributes is null)
            return PlannedChange.Create(ResourceKind.Topic, name, cancel => CreateAsync(name, settings.KmsKeyId, cancel));

        var ours = await IsOursAsync(arn, cancellationToken);
        if (!ours && !settings.Force)
            throw Ownership.NotOurs("topic", name, "Give another -AlarmName, or -TopicArn to use this topic as it is, or -Force to take it over.");
        attributes.TryGetValue(KeyAttribute, out var key);
        var newKey = settings.KmsKeyId is { } wanted && wanted != key ? wanted : null;
        return ours && newKey is null
            ? PlannedChange.None(ResourceKind.Topic, name)
            : PlannedChange.Update(ResourceKind.Topic, name, cancel => UpdateAsync(arn, takeOver: !ours, newKey, cancel));
    }

    /// <summary>Nothing where there is no topic of the alarm's own.</summary>
    public async Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(string alarmName, CancellationToken cancellationToken)
    {
        var name = AlarmNames.Topic(alarmName);
        var arn = scope.Topic(name);
        if (await FindAsync(arn, cancellationToken) is null || !await IsOursAsync(arn, cancellationToken))
            return [];
        var request = new DeleteTopicRequest { TopicArn = arn };
        return [PlannedChange.Remove(ResourceKind.Topic, name, cancel => session.CallAsync("sns:DeleteTopic", arn, () => session.Notifications.DeleteTopicAsync(request, cancel)))];
    }

    private static string Name(string arn) => arn.Substring(arn.LastIndexOf(':') + 1);

    private async Task<Dictionary<string, string>?> FindAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await session.CallAsync(
                "sns:GetTopicAttributes", arn, () => session.Notifications.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = arn }, cancellationToken));
            return answer.Attributes ?? [];
        }
        catch (LoginAuditException failure) when (failure.HasCode("NotFound", "NotFoundException"))
        {
            return null;
        }
        catch (LoginAuditException failure) when (failure.HasCode("InvalidParameter", "InvalidParameterException"))
        {
            // The ARN of another Region, or of something else.
            throw NotFound(arn);
        }
    }

    private async Task<bool> IsOursAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new ListTagsForResourceRequest { ResourceArn = arn };
        var answer = await session.CallAsync("sns:ListTagsForResource", arn, () => session.Notifications.ListTagsForResourceAsync(request, cancellationToken));
        return (answer.Tags ?? []).Any(tag => Ownership.Is(tag.Key, tag.Value));
    }

    private Task CreateAsync(string name, string? key, CancellationToken cancellationToken)
    {
        var request = new CreateTopicRequest
        {
            Name = name,
            Attributes = key is null ? null : new(StringComparer.Ordinal) { [KeyAttribute] = key },
            Tags = Tags(),
        };
        return session.CallAsync("sns:CreateTopic", name, () => session.Notifications.CreateTopicAsync(request, cancellationToken));
    }

    private async Task UpdateAsync(string arn, bool takeOver, string? newKey, CancellationToken cancellationToken)
    {
        if (newKey is not null)
        {
            var request = new SetTopicAttributesRequest { TopicArn = arn, AttributeName = KeyAttribute, AttributeValue = newKey };
            await session.CallAsync("sns:SetTopicAttributes", arn, () => session.Notifications.SetTopicAttributesAsync(request, cancellationToken));
        }
        if (takeOver)
        {
            var request = new TagResourceRequest { ResourceArn = arn, Tags = Tags() };
            await session.CallAsync("sns:TagResource", arn, () => session.Notifications.TagResourceAsync(request, cancellationToken));
        }
    }

    private static List<Tag> Tags() => [new Tag { Key = Ownership.Key, Value = Ownership.Value }];

    private LoginAuditException NotFound(string arn) => new(
        LoginAuditError.TopicNotFound,
        $"There is no topic {arn} in {scope.Region} that account {scope.AccountId} may see. Check -TopicArn and -Region; without -TopicArn the alarm gets a topic of its own.",
        arn);
}
