using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace AwsLoginAudit.Aws;

/// <summary>
/// The DynamoDB table of a <see cref="MailRecord"/>. It is billed by request, and encrypted with the key of DynamoDB, the default of every table.
/// </summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="name">The name of the table.</param>
internal sealed class MailTable(AwsSession session, string name)
{
    /// <summary>The partition key: the firing that a mail reports.</summary>
    public const string FiringKey = "Firing";

    /// <summary>The sort key: the recipients of the mail.</summary>
    public const string RecipientsKey = "Recipients";

    /// <summary>The attribute with the time from which DynamoDB may delete an item, in seconds since 1970.</summary>
    public const string ExpiryAttribute = "Expires";

    private static readonly TimeSpan LongestCreation = TimeSpan.FromMinutes(2);
    private static readonly string[] Keys = [FiringKey, RecipientsKey];

    /// <summary>Creates the table and waits until it is active. If another process creates it at the same time, that table is used.</summary>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var request = new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [.. Keys.Select(key => new AttributeDefinition(key, ScalarAttributeType.S))],
            KeySchema = [new KeySchemaElement(FiringKey, KeyType.HASH), new KeySchemaElement(RecipientsKey, KeyType.RANGE)],
            Tags = [.. session.NewTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
        try
        {
            await session.Tables.CreateTableAsync(request, cancellationToken);
        }
        catch (LoginAuditException failure) when (failure.InnerException is ResourceInUseException)
        {
            await WaitUntilActiveAsync(cancellationToken);
            return;
        }
        await ExpireItemsAsync(cancellationToken);
    }

    /// <summary>Plans the table of a responder.</summary>
    /// <param name="scope">The account and Region of the table.</param>
    /// <param name="force">Whether to take over a table with the same keys that this module did not create.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">NotCreatedByModule, AccessDenied, …</exception>
    public async Task<PlannedChange> PlanAsync(AccountScope scope, bool force, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } table)
            return PlannedChange.Create(ResourceKind.Table, name, CreateAsync);
        var ours = await IsOursAsync(scope, cancellationToken);
        var hasKeys = table.KeySchema.Select(key => key.AttributeName).SequenceEqual(Keys, StringComparer.Ordinal);
        if (!hasKeys || (!ours && !force))
            throw hasKeys ? Ownership.NotCreatedByModule("table", name, RemedySetting.AlarmName) : Ownership.NotCreatedByModule("table", name, "Its keys differ from the keys of this module's tables.", LoginAuditRemedy.Change(RemedySetting.AlarmName));
        var expires = await ExpiresAsync(cancellationToken);
        return ours && expires ? PlannedChange.None(ResourceKind.Table, name) : PlannedChange.Update(ResourceKind.Table, name, async cancel =>
        {
            if (!ours)
                await TagAsync(scope, cancel);
            if (!expires)
                await ExpireItemsAsync(cancel);
        });
    }

    /// <summary>Plans the removal of the table. A table that does not exist, or that this module did not create, is skipped.</summary>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(AccountScope scope, CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is not null && await IsOursAsync(scope, cancellationToken)
            ?
            [
                PlannedChange.Remove(ResourceKind.Table, name, cancel => session.Tables.DeleteTableAsync(new DeleteTableRequest { TableName = name }, cancel)),
            ]
            : [];

    private async Task<TableDescription?> FindAsync(CancellationToken cancellationToken) =>
        (await session.Tables.DescribeTableAsync(new DescribeTableRequest { TableName = name }, cancellationToken).OrNullAsync())?.Table;

    private async Task WaitUntilActiveAsync(CancellationToken cancellationToken)
    {
        var until = DateTimeOffset.UtcNow + LongestCreation;
        for (var pause = TimeSpan.FromMilliseconds(250); (await FindAsync(cancellationToken))?.TableStatus != TableStatus.ACTIVE; pause += pause)
        {
            if (DateTimeOffset.UtcNow + pause > until)
                throw new LoginAuditException(LoginAuditError.ServiceError, $"DynamoDB did not create the table {name} within {LongestCreation.TotalMinutes} minutes.", name);
            await Task.Delay(pause, cancellationToken);
        }
    }

    private async Task<bool> ExpiresAsync(CancellationToken cancellationToken)
    {
        var request = new DescribeTimeToLiveRequest { TableName = name };
        var answer = await session.Tables.DescribeTimeToLiveAsync(request, cancellationToken);
        var status = answer.TimeToLiveDescription?.TimeToLiveStatus;
        return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
    }

    private async Task ExpireItemsAsync(CancellationToken cancellationToken)
    {
        // Time to Live can be enabled only once the table is active.
        await WaitUntilActiveAsync(cancellationToken);
        var request = new UpdateTimeToLiveRequest
        {
            TableName = name,
            TimeToLiveSpecification = new TimeToLiveSpecification { Enabled = true, AttributeName = ExpiryAttribute },
        };
        await session.Tables.UpdateTimeToLiveAsync(request, cancellationToken);
    }

    private async Task<bool> IsOursAsync(AccountScope scope, CancellationToken cancellationToken)
    {
        var request = new ListTagsOfResourceRequest { ResourceArn = scope.Table(name) };
        var answer = await session.Tables.ListTagsOfResourceAsync(request, cancellationToken);
        return (answer.Tags ?? []).Exists(tag => Ownership.Is(tag.Key, tag.Value));
    }

    private Task TagAsync(AccountScope scope, CancellationToken cancellationToken)
    {
        var request = new TagResourceRequest { ResourceArn = scope.Table(name), Tags = [new Tag { Key = Ownership.Key, Value = Ownership.Value }] };
        return session.Tables.TagResourceAsync(request, cancellationToken);
    }
}
