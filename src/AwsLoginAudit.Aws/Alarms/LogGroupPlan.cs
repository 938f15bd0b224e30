using System.Globalization;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the log group: creates it if it does not exist, and does not change an existing one, except for a requested or pending retention.</summary>
internal sealed class LogGroupPlan(AwsSession session, AccountScope scope)
{
    // In days. Without a retention, CloudWatch Logs never deletes events.
    public const int DefaultRetention = 90;

    /// <summary>The tag with the retention that was set, in days. The role of a machine may call logs:PutRetentionPolicy but not logs:TagResource.</summary>
    public const string RetentionTag = "retention-days";

    // CreateLogGroup accepts tags but no retention, so this prefix marks a log group whose retention is not set yet.
    private const string Pending = "pending-";

    /// <param name="name">The name of the log group.</param>
    /// <param name="retentionInDays">The retention in days; null for <see cref="DefaultRetention"/> in a new log group, and for no change of an existing
    /// one.</param>
    /// <param name="force">Whether to change the retention of a log group that this module did not create.</param>
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

    /// <summary>Plans the removal of the log group with its events, if this module created it.</summary>
    /// <exception cref="LoginAuditException">NotCreatedByModule, …</exception>
    public async Task<PlannedChange> PlanRemovalAsync(string name, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(name, cancellationToken))
            throw Ownership.NotCreatedByModule("log group", name, "The log group and its events were kept. Delete the log group yourself if nobody else needs it.");
        return PlannedChange.Remove(ResourceKind.LogGroup, name, cancel => session.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = name }, cancel));
    }

    private async Task<PlannedChange> PlanRetentionAsync(LogGroup group, int? retentionInDays, bool force, CancellationToken cancellationToken)
    {
        var name = group.LogGroupName!;
        var tags = await TagsAsync(name, cancellationToken);
        var (ours, set) = (Ownership.IsOurs(tags), ReadTag(tags));
        // A retention that an administrator removed stays removed, because setting it again would delete events.
        if ((retentionInDays ?? (ours && set is { IsPending: true } ? set.Days : null)) is not { } days)
            return PlannedChange.None(ResourceKind.Retention, name);
        if (group.RetentionInDays == days && (!ours || set == new RetentionSet(days, IsPending: false)))
            return PlannedChange.None(ResourceKind.Retention, name);
        if (!ours && !force)
            throw Ownership.NotCreatedByModule("log group", name, "Another retention may delete events that others need.", LoginAuditRemedy.Omit(RemedySetting.RetentionInDays), LoginAuditRemedy.Use(RemedySetting.Force));
        return group.RetentionInDays is null && set is { IsPending: true }
            ? PlannedChange.Create(ResourceKind.Retention, name, cancel => KeepAsync(name, days, cancel))
            : PlannedChange.Update(ResourceKind.Retention, name, cancel => KeepAsync(name, days, cancel));
    }

    /// <summary>The retention that was decided for a log group, from its tag; null if it has no such tag.</summary>
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

    // The tag is set after the retention. While it is pending, the next run sets the retention.
    private async Task KeepAsync(string name, int days, CancellationToken cancellationToken)
    {
        var request = new PutRetentionPolicyRequest { LogGroupName = name, RetentionInDays = days };
        await session.Logs.PutRetentionPolicyAsync(request, cancellationToken);
        await TagAsync(name, days, cancellationToken);
    }
}

/// <summary>A retention that this module decided on.</summary>
/// <param name="Days">The retention in days.</param>
/// <param name="IsPending">Whether the retention is not set yet, because the call that created the log group was interrupted.</param>
internal sealed record RetentionSet(int Days, bool IsPending);
