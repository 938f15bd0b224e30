using Amazon.EventBridge.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The schedule on which the function follows up while the alarm stays in ALARM.</summary>
internal sealed class FollowUpSchedule(AwsSession session, AccountScope scope, string alarmName)
{
    private const string TargetId = "responder";

    private readonly string name = AlarmNames.FollowUpRule(alarmName);

    public string Arn => scope.Rule(name);

    /// <summary>The schedule expression for one follow-up in each period, rounded up to the whole minutes that EventBridge accepts.</summary>
    public static string Rate(TimeSpan period)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling(period.TotalMinutes));
        return minutes == 1 ? "rate(1 minute)" : $"rate({minutes} minutes)";
    }

    /// <summary>Returns the schedule expression; null if there is no schedule, or it is disabled.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is { } rule && rule.State?.Value == "ENABLED" ? rule.ScheduleExpression : null;

    /// <param name="period">The alarm's period.</param>
    /// <param name="functionArn">The function to invoke.</param>
    /// <param name="force">Whether to take over a rule with this name that this module did not create.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">NotCreatedByModule, AccessDenied, …</exception>
    public async Task<PlannedChange> PlanAsync(TimeSpan period, string functionArn, bool force, CancellationToken cancellationToken)
    {
        var wanted = Rate(period);
        var input = ResponderFunction.FollowUpInput(alarmName).ToJsonString();
        var rule = await FindAsync(cancellationToken);
        Task Put(CancellationToken cancel) => PutAsync(wanted, functionArn, input, cancel);
        if (rule is null)
            return PlannedChange.Create(ResourceKind.Schedule, name, Put);
        var ours = await IsOursAsync(cancellationToken);
        if (!ours && !force)
            throw Ownership.NotCreatedByModule("rule", name, RemedySetting.AlarmName);
        var isSet = rule.ScheduleExpression == wanted && rule.State?.Value == "ENABLED"
            && (await TargetsAsync(cancellationToken)).Exists(target => target.Id == TargetId && target.Arn == functionArn && target.Input == input);
        return isSet && ours ? PlannedChange.None(ResourceKind.Schedule, name)
            : PlannedChange.Update(ResourceKind.Schedule, name, async cancel =>
            {
                await Put(cancel);
                // PutRule sets the tags of new rules only.
                if (!ours)
                    await TagAsync(cancel);
            });
    }

    /// <summary>Plans the removal of the schedule. A rule that does not exist, or that this module did not create, is skipped.</summary>
    public async Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is not null && await IsOursAsync(cancellationToken)
            ? [PlannedChange.Remove(ResourceKind.Schedule, name, RemoveAsync)]
            : [];

    private Task<DescribeRuleResponse?> FindAsync(CancellationToken cancellationToken) =>
        session.Schedules.DescribeRuleAsync(new DescribeRuleRequest { Name = name }, cancellationToken).OrNullAsync();

    private async Task<bool> IsOursAsync(CancellationToken cancellationToken)
    {
        var request = new ListTagsForResourceRequest { ResourceARN = Arn };
        var answer = await session.Schedules.ListTagsForResourceAsync(request, cancellationToken);
        return (answer.Tags ?? []).Exists(tag => Ownership.Is(tag.Key, tag.Value));
    }

    private async Task PutAsync(string rate, string functionArn, string input, CancellationToken cancellationToken)
    {
        var rule = new PutRuleRequest
        {
            Name = name,
            ScheduleExpression = rate,
            State = "ENABLED",
            Description = "Calls the responder again while the alarm stays in ALARM. Created by AwsLoginAudit.",
            Tags = [.. session.NewTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
        await session.Schedules.PutRuleAsync(rule, cancellationToken);
        var targets = new PutTargetsRequest { Rule = name, Targets = [new Target { Id = TargetId, Arn = functionArn, Input = input }] };
        await session.Schedules.PutTargetsAsync(targets, cancellationToken);
    }

    private Task TagAsync(CancellationToken cancellationToken)
    {
        var request = new TagResourceRequest { ResourceARN = Arn, Tags = [new Tag { Key = Ownership.Key, Value = Ownership.Value }] };
        return session.Schedules.TagResourceAsync(request, cancellationToken);
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        // EventBridge deletes a rule only after its targets are removed.
        if (await TargetsAsync(cancellationToken) is { Count: > 0 } targets)
        {
            var request = new RemoveTargetsRequest { Rule = name, Ids = targets.ConvertAll(target => target.Id!) };
            await session.Schedules.RemoveTargetsAsync(request, cancellationToken);
        }
        await session.Schedules.DeleteRuleAsync(new DeleteRuleRequest { Name = name }, cancellationToken);
    }

    private async Task<List<Target>> TargetsAsync(CancellationToken cancellationToken)
    {
        var answer = await session.Schedules.ListTargetsByRuleAsync(new ListTargetsByRuleRequest { Rule = name }, cancellationToken);
        return answer.Targets ?? [];
    }
}
