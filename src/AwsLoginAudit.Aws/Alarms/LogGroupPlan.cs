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

    // Before the days, from the log group's creation until its retention is set: CreateLogGroup takes tags and no retention.
    private const string Pending = "pending-";

    /// <param name="name">Its name.</param>
    /// <param name="retentionInDays">How long it is to keep events; null for the usual where it is made, and as it is where it exists.</param>
    /// <param name="force">Whether the retention of somebody else's log group is changed.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(string name, int? retentionInDays, bool force, CancellationToken cancellationToken)
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
        return [PlannedChange.None(ResourceKind.LogGroup, name), await PlanRetentionAsync(group, retentionInDays, force, cancellationToken)];
    }

    /// <summary>Deletes the log group with its events, as far as this module made it.</summary>
    /// <exception cref="LoginAuditException">NotOurs, …</exception>
    public async Task<PlannedChange> PlanRemovalAsync(string name, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(name, cancellationToken))
            throw Ownership.NotOurs("log group", name, "It stays, with its events; delete it yourself if nobody else needs it.");
        return PlannedChange.Remove(ResourceKind.LogGroup, name, cancel => session.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = name }, cancel));
    }

    private async Task<PlannedChange> PlanRetentionAsync(LogGroup group, int? retentionInDays, bool force, CancellationToken cancellationToken)
    {
        var name = group.LogGroupName!;
        var tags = await TagsAsync(name, cancellationToken);
        var (ours, set) = (Ownership.IsOurs(tags), ReadTag(tags));
        // A retention that was set, and that somebody removed later, stays removed: to set it again would delete events.
        if ((retentionInDays ?? (ours && set is { IsPending: true } ? set.Days : null)) is not { } days)
            return PlannedChange.None(ResourceKind.Retention, name);
        if (group.RetentionInDays == days && (!ours || set == new RetentionSet(days, IsPending: false)))
            return PlannedChange.None(ResourceKind.Retention, name);
        if (!ours && !force)
            throw Ownership.NotOurs("log group", name, "Another retention may delete events of others.", LoginAuditRemedy.Omit(RemedySetting.RetentionInDays), LoginAuditRemedy.Use(RemedySetting.Force));
        return group.RetentionInDays is null && set is { IsPending: true }
            ? PlannedChange.Create(ResourceKind.Retention, name, cancel => KeepAsync(name, days, cancel))
            : PlannedChange.Update(ResourceKind.Retention, name, cancel => KeepAsync(name, days, cancel));
    }

    /// <summary>How many days a log group was to keep events; null if that was not decided here.</summary>
    public async Task<RetentionSet?> RetentionSetAsync(string name, CancellationToken cancellationToken) => ReadTag(await TagsAsync(name, cancellationToken));

    private static RetentionSet? ReadTag(Dictionary<string, string>? tags)
    {
        if (tags is null || !tags.TryGetValue(RetentionTag, out var text))
            return null;
        var isPending = text.StartsWith(Pending, StringComparison.Ordinal);
        return int.TryParse(isPending ? text.Substring(Pending.Length) : text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? new RetentionSet(days, isPending) : null;
    }

    private async Task<bool> IsOursAsync(string name, CancellationToken cancellationToken) => Ownership.IsOurs(await TagsAsync(name, cancellationToken));

    private async Task<Dictionary<string, string>?> TagsAsync(string name, CancellationToken cancellationToken)
    {
        var request = new ListTagsForResourceRequest { ResourceArn = scope.LogGroup(name) };
        return (await session.Logs.ListTagsForResourceAsync(request, cancellationToken)).Tags;
    }

    private Task CreateAsync(string name, int days, CancellationToken cancellationToken)
    {
        var request = new CreateLogGroupRequest { LogGroupName = name, Tags = new(session.NewTags) { [RetentionTag] = Pending + Text(days) } };
        return session.Logs.CreateLogGroupAsync(request, cancellationToken);
    }

    private Task TagAsync(string name, int days, CancellationToken cancellationToken)
    {
        var request = new TagResourceRequest { ResourceArn = scope.LogGroup(name), Tags = new() { [RetentionTag] = Text(days) } };
        return session.Logs.TagResourceAsync(request, cancellationToken);
    }

    private static string Text(int days) => days.ToString(CultureInfo.InvariantCulture);

    // The tag after the retention: as long as it is pending, the next run sets the retention.
    private async Task KeepAsync(string name, int days, CancellationToken cancellationToken)
    {
        var request = new PutRetentionPolicyRequest { LogGroupName = name, RetentionInDays = days };
        await session.Logs.PutRetentionPolicyAsync(request, cancellationToken);
        await TagAsync(name, days, cancellationToken);
    }
}

/// <summary>A retention that this module decided on.</summary>
/// <param name="Days">How many days.</param>
/// <param name="IsPending">Whether it was not set yet, because the call that created the log group ended before.</param>
internal sealed record RetentionSet(int Days, bool IsPending);
