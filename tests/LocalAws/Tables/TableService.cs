using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Tables;

/// <summary>DynamoDB: tables on demand with keys of type S, conditional writes, and queries by the partition key.</summary>
/// <remarks>Source of names, limits and errors: the service's model in botocore, dynamodb 2012-08-10, and the DynamoDB API Reference.</remarks>
public sealed class TableService
{
    private static readonly Rule Name = Required(Text(1, 1024));
    private static readonly Rule Arn = Required(Text(1, 1283));
    private static readonly Rule Attribute = Required(Text(1, 255));
    private static readonly Rule Tags = List(new Shape { { "Key", Required(Text(1, 128)) }, { "Value", Required(Text(0, 256)) } }, 0, int.MaxValue);
    private static readonly Rule Value = new Shape
    {
        { "S", Text(0) }, { "N", Text(1) }, { "BOOL", Bool() }, { "B", Unsupported() }, { "SS", Unsupported() }, { "NS", Unsupported() },
        { "BS", Unsupported() }, { "M", Unsupported() }, { "L", Unsupported() }, { "NULL", Unsupported() },
    };

    private static readonly Rule Item = Map(Text(0, 65535), Value, 0, int.MaxValue);
    private static readonly Rule Names = Map(Text(1), Text(1, 65535), 0, int.MaxValue);

    private readonly ServerContext context;
    private readonly SortedDictionary<string, Table> tables = new(StringComparer.Ordinal);

    internal TableService(ServerContext context)
    {
        this.context = context;
        var (operations, items) = (new TableOperations(context, tables, () => CreationTime), new ItemOperations(this));
        Wire = new Service
        {
            SigningName = "dynamodb",
            ActionPrefix = "dynamodb",
            TargetPrefix = "DynamoDB_20120810",
            JsonContentType = "application/x-amz-json-1.0",
            ValidationCode = "ValidationException",
            ResourcesOf = (_, request) => [request.Text("ResourceArn") ?? TableOperations.ArnOf(context, request.Text("TableName") ?? "")],
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["CreateTable"] = (Creation(), operations.CreateTable),
                ["DescribeTable"] = (new Shape { { "TableName", Name } }, operations.DescribeTable),
                ["DeleteTable"] = (new Shape { { "TableName", Name } }, operations.DeleteTable),
                ["UpdateTimeToLive"] = (new Shape { { "TableName", Name }, { "TimeToLiveSpecification", Required(new Shape { { "Enabled", Required(Bool()) }, { "AttributeName", Attribute } }) } }, operations.UpdateTimeToLive),
                ["DescribeTimeToLive"] = (new Shape { { "TableName", Name } }, operations.DescribeTimeToLive),
                ["TagResource"] = (new Shape { { "ResourceArn", Arn }, { "Tags", Required(Tags) } }, operations.TagResource),
                ["ListTagsOfResource"] = (new Shape { { "ResourceArn", Arn }, { "NextToken", Text(0) } }, operations.ListTagsOfResource),
                ["PutItem"] = (new Shape { { "TableName", Name }, { "Item", Required(Item) }, { "ConditionExpression", Text(0) }, { "ExpressionAttributeNames", Names }, { "ExpressionAttributeValues", Item }, { "ReturnValuesOnConditionCheckFailure", Enum("ALL_OLD", "NONE") } }, items.PutItem),
                ["Query"] = (new Shape { { "TableName", Name }, { "KeyConditionExpression", Text(0) }, { "ExpressionAttributeNames", Names }, { "ExpressionAttributeValues", Item }, { "ConsistentRead", Bool() } }, items.Query),
            },
        };
    }

    /// <summary>For how long a new table is CREATING, by the machine's clock.</summary>
    public TimeSpan CreationTime { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The names of all tables.</summary>
    public IReadOnlyList<string> TableNames
    {
        get
        {
            lock (context.Gate)
                return [.. tables.Keys];
        }
    }

    internal Service Wire { get; }

    /// <summary>The items of a table as DynamoDB writes them in JSON, in the order of their keys.</summary>
    /// <param name="tableName">The table.</param>
    /// <exception cref="KeyNotFoundException">There is no such table.</exception>
    public IReadOnlyList<string> ItemsOf(string tableName)
    {
        lock (context.Gate)
            return [.. tables[tableName].Items.Values.Select(item => item.ToJsonString())];
    }

    /// <summary>The attribute by which a table's items expire; null if they do not.</summary>
    /// <param name="tableName">The table.</param>
    /// <exception cref="KeyNotFoundException">There is no such table.</exception>
    public string? ExpiryAttributeOf(string tableName)
    {
        lock (context.Gate)
            return tables[tableName].ExpiryAttribute;
    }

    /// <summary>A table that takes items; one that is being created does not.</summary>
    internal Table Active(string name) =>
        tables.GetValueOrDefault(name) is { } table && !TableOperations.IsCreating(table, CreationTime)
            ? table
            : throw new AwsException("ResourceNotFoundException", "Requested resource not found");

    private static Shape Creation() => new()
    {
        { "TableName", Required(Text(3, 255, "[a-zA-Z0-9_.-]+")) },
        { "AttributeDefinitions", Required(List(new Shape { { "AttributeName", Attribute }, { "AttributeType", Required(Enum("S", "N", "B")) } }, 0, int.MaxValue)) },
        { "KeySchema", Required(List(new Shape { { "AttributeName", Attribute }, { "KeyType", Required(Enum("HASH", "RANGE")) } }, 1, 2)) },
        { "BillingMode", Enum("PROVISIONED", "PAY_PER_REQUEST") },
        { "Tags", Tags },
    };
}
