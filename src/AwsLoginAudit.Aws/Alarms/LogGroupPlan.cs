using System.Globalization;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The log group: made where it is absent, and left as it is where it exists.</summary>
internal sealed class LogGroupPlan(AwsSession session, AccountScope scope)
{
    // Kept for ever unless told otherwise; a quarter covers what CloudWatch itself remembers of an alarm.
    public const int DefaultRetention = 90;

    /// <summary>The tag that says how many days were set: the machines' role may call logs:PutRetentionPolicy, and not logs:TagResource.</summary>
    public const string RetentionTag = "retention-days";

    /// <param name="name">Its name.</param>
    /// <param name="retentionInDays">How long it is to keep events; null for the usual where it is made, and as it is where it exists.</param>
    /// <param name="force">Whether the retention of somebody else's log group is changed.</param>
    /// <param name="isFinished">Whether an earlier call came to its end, so that a retention that is not there was taken away on purpose.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(
        string name, int? retentionInDays, bool force, bool isFinished, CancellationToken cancellationToken)
    {
        var group = await LogGroupSearch.FindOneAsync(session, name, cancellationToken);
        if (group is null)
        {
            return
            [
                PlannedChange.Create(ResourceKind.LogGroup, name, cancel => CreateAsync(name, retentionInDays ?? DefaultRetention, cancel)),
                PlannedChange.Create(ResourceKind.Retention, name, cancel => KeepAsync(name, retentionInDays ?? DefaultRetention, cancel)),
            ];
        }
        return [PlannedChange.None(ResourceKind.LogGroup, name), await PlanRetentionAsync(group, retentionInDays, force, isFinished, cancellationToken)];
    }

    /// <summary>Deletes the log group with its events, as far as this module made it.</summary>
    /// <exception cref="LoginAuditException">NotOurs, …</exception>
    public async Task<PlannedChange> PlanRemovalAsync(string name, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(name, cancellationToken))
            throw Ownership.NotOurs("log group", name, "It stays, with its events; delete it yourself if nobody else needs it.");
        return PlannedChange.Remove(ResourceKind.LogGroup, name, cancel => session.CallAsync(
            "logs:DeleteLogGroup", name, () => session.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = name }, cancel)));
    }

    private async Task<PlannedChange> PlanRetentionAsync(
        LogGroup group, int? retentionInDays, bool force, bool isFinished, CancellationToken cancellationToken)
    {
        var name = group.LogGroupName!;
        if (retentionInDays is { } wanted)
        {
            if (group.RetentionInDays == wanted)
                return PlannedChange.None(ResourceKind.Retention, name);
            if (!force && !await IsOursAsync(name, cancellationToken))
                throw Ownership.NotOurs("log group", name, "Another retention may delete events of others: leave -RetentionInDays out, or give -Force.");
            return PlannedChange.Update(ResourceKind.Retention, name, async cancel =>
            {
                await KeepAsync(name, wanted, cancel);
                await TagAsync(name, wanted, cancel);
            });
        }
        return !isFinished && group.RetentionInDays is null && await IsOursAsync(name, cancellationToken)
            ? PlannedChange.Create(ResourceKind.Retention, name, cancel => KeepAsync(name, DefaultRetention, cancel))
            : PlannedChange.None(ResourceKind.Retention, name);
    }

    /// <summary>How many days a log group was set to keep events; null if it was not set here.</summary>
    public async Task<int?> RetentionSetAsync(string name, CancellationToken cancellationToken) =>
        (await TagsAsync(name, cancellationToken)) is { } tags && tags.TryGetValue(RetentionTag, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;

    private async Task<bool> IsOursAsync(string name, CancellationToken cancellationToken) => Ownership.IsOurs(await TagsAsync(name, cancellationToken));

    private async Task<Dictionary<string, string>?> TagsAsync(string name, CancellationToken cancellationToken)
    {
        var request = new ListTagsForResourceRequest { ResourceArn = scope.LogGroup(name) };
        return (await session.CallAsync("logs:ListTagsForResource", name, () => session.Logs.ListTagsForResourceAsync(request, cancellationToken))).Tags;
    }

    private Task CreateAsync(string name, int days, CancellationToken cancellationToken)
    {
        var request = new CreateLogGroupRequest { LogGroupName = name, Tags = new(Ownership.Tags) { [RetentionTag] = Text(days) } };
        return session.CallAsync("logs:CreateLogGroup", name, () => session.Logs.CreateLogGroupAsync(request, cancellationToken));
    }

    private Task TagAsync(string name, int days, CancellationToken cancellationToken)
    {
        var request = new TagResourceRequest { ResourceArn = scope.LogGroup(name), Tags = new() { [RetentionTag] = Text(days) } };
        return session.CallAsync("logs:TagResource", name, () => session.Logs.TagResourceAsync(request, cancellationToken));
    }

    private static string Text(int days) => days.ToString(CultureInfo.InvariantCulture);

    private Task KeepAsync(string name, int days, CancellationToken cancellationToken) => session.CallAsync(
        "logs:PutRetentionPolicy",
        name,
        () => session.Logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = name, RetentionInDays = days }, cancellationToken));
}
