using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Whether a mail was sent, as far as the record shows.</summary>
internal enum MailState
{
    /// <summary>The mail was not sent.</summary>
    NotSent,
    /// <summary>An attempt to send the mail began, and its result is unknown.</summary>
    Unknown,
    /// <summary>The mail was sent.</summary>
    Sent,
}

/// <summary>
/// Records which mails were sent, so that a retry after a crash does not send them twice. Each mail is one item of a DynamoDB table, and a conditional write
/// decides which attempt is the first.
/// </summary>
/// <remarks>
/// Audited machines cannot write to a table: neither AmazonSSMManagedInstanceCore nor CloudWatchAgentServerPolicy contains a DynamoDB action (AWS Managed
/// Policy Reference Guide). CloudWatchAgentServerPolicy can create log groups and log streams, which therefore cannot store the record.
/// </remarks>
/// <param name="session">The connection to AWS.</param>
/// <param name="tableName">The table of a responder, which its installation created; null for the table of scripts, which the first write creates.</param>
internal sealed class MailRecord(AwsSession session, string? tableName = null)
{
    /// <summary>The table that the cmdlets use.</summary>
    public const string TableName = "AwsLoginAudit-mail";

    private const string DeliveryAttribute = "Delivery";
    private const string AttemptAttribute = "Attempt";
    private const string Sending = "sending";
    private const string Rejected = "rejected";
    private const string Sent = "sent";
    private const string Acknowledged = "acknowledged";

    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    private readonly string table = tableName ?? TableName;

    /// <summary>One attempt to send one mail.</summary>
    /// <param name="State">The result of earlier attempts.</param>
    /// <param name="Firing">The firing that the mail reports, see <see cref="Subject(LoginAuditWindow, bool)"/>.</param>
    /// <param name="Recipients">Identifies the recipients of the mail.</param>
    /// <param name="Id">Identifies this attempt.</param>
    public sealed record Attempt(MailState State, string Firing, string Recipients, string Id);

    /// <summary>Records that an attempt to send a mail begins, and returns whether an earlier attempt has sent it.</summary>
    public async Task<Attempt> BeginAsync(string firing, string recipients, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(MailState.NotSent, firing, recipients, Guid.NewGuid().ToString("N"));
        var request = Put(attempt, Sending);
        request.ConditionExpression = "attribute_not_exists(#firing) OR #delivery = :rejected";
        request.ExpressionAttributeNames = new() { ["#firing"] = MailTable.FiringKey, ["#delivery"] = DeliveryAttribute };
        request.ExpressionAttributeValues = new() { [":rejected"] = new AttributeValue(Rejected) };
        request.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        try
        {
            await WriteAsync(request, cancellationToken);
            return attempt;
        }
        catch (LoginAuditException failure) when (failure.InnerException is ConditionalCheckFailedException { Item: var earlier })
        {
            return attempt with { State = StateOf(earlier, attempt) };
        }
    }

    /// <summary>Records that SES has accepted the mail.</summary>
    public Task EndAsync(Attempt attempt, CancellationToken cancellationToken) => WriteAsync(Put(attempt, Sent), cancellationToken);

    /// <summary>Records that SES has certainly not accepted the mail. The result of an earlier attempt stays unknown.</summary>
    public async Task RejectAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var request = Put(attempt, Rejected);
        request.ConditionExpression = "#attempt = :attempt";
        request.ExpressionAttributeNames = new() { ["#attempt"] = AttemptAttribute };
        request.ExpressionAttributeValues = new() { [":attempt"] = new AttributeValue(attempt.Id) };
        try
        {
            await WriteAsync(request, cancellationToken);
        }
        catch (LoginAuditException failure) when (failure.InnerException is ConditionalCheckFailedException)
        {
            // The item belongs to an earlier attempt.
        }
    }

    /// <summary>Records that a notification is acknowledged.</summary>
    public Task MarkHandledAsync(string firing, CancellationToken cancellationToken) =>
        EndAsync(new Attempt(MailState.Sent, firing, Acknowledged, Acknowledged), cancellationToken);

    /// <summary>Whether any mail about a firing was sent, or its notification was acknowledged.</summary>
    public async Task<bool> IsHandledAsync(string firing, CancellationToken cancellationToken)
    {
        // One page of 1 MB contains the items of several thousand recipients.
        var request = new QueryRequest
        {
            TableName = table,
            ConsistentRead = true,
            KeyConditionExpression = "#firing = :firing",
            ExpressionAttributeNames = new() { ["#firing"] = MailTable.FiringKey },
            ExpressionAttributeValues = new() { [":firing"] = new AttributeValue(firing) },
        };
        var answer = await session.Tables.QueryAsync(request, cancellationToken).OrNullAsync();
        return answer?.Items?.Exists(item => Text(item, DeliveryAttribute) == Sent) == true;
    }

    /// <summary>The key of all mails about one state change of an alarm, or about a follow-up of it.</summary>
    /// <remarks>
    /// An incomplete report has a key of its own, so that its recipients still get the complete report.
    /// </remarks>
    public static string? Subject(LoginAuditWindow window, bool isIncomplete) => window is { AlarmName: { } alarm, StateChangeTime: { } changed }
        ? Subject(alarm, changed, window.WindowSource == WindowSource.FollowUp ? window.End : null) + (isIncomplete ? "-incomplete" : "")
        : null;

    /// <inheritdoc cref="Subject(LoginAuditWindow, bool)"/>
    public static string Subject(string alarmName, DateTimeOffset stateChangeTime, DateTimeOffset? until = null)
    {
        // The time of a state change differs by milliseconds between notifications, DescribeAlarms and the history, so the key contains whole seconds.
        var later = until is { } end ? $"until-{end.ToUnixTimeMilliseconds()}" : "first";
        return $"{alarmName}/{stateChangeTime.ToUnixTimeSeconds()}/{later}";
    }

    // The item may be of this attempt, if the SDK has retried the write because the first response was lost.
    private static MailState StateOf(Dictionary<string, AttributeValue>? earlier, Attempt attempt) =>
        Text(earlier, AttemptAttribute) == attempt.Id ? MailState.NotSent
        : Text(earlier, DeliveryAttribute) == Sent ? MailState.Sent
        : MailState.Unknown;

    private static string? Text(Dictionary<string, AttributeValue>? item, string attribute) =>
        item is not null && item.TryGetValue(attribute, out var value) ? value.S : null;

    private PutItemRequest Put(Attempt attempt, string delivery) => new()
    {
        TableName = table,
        Item = new Dictionary<string, AttributeValue>
        {
            [MailTable.FiringKey] = new(attempt.Firing),
            [MailTable.RecipientsKey] = new(attempt.Recipients),
            [DeliveryAttribute] = new(delivery),
            [AttemptAttribute] = new(attempt.Id),
            [MailTable.ExpiryAttribute] = new() { N = (DateTimeOffset.UtcNow + Retention).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        },
    };

    private async Task WriteAsync(PutItemRequest request, CancellationToken cancellationToken)
    {
        Task<PutItemResponse> Write() => session.Tables.PutItemAsync(request, cancellationToken);
        try
        {
            await Write();
        }
        catch (LoginAuditException failure) when (tableName is null && failure.InnerException is ResourceNotFoundException)
        {
            await new MailTable(session, table).CreateAsync(cancellationToken);
            await Write();
        }
    }
}
