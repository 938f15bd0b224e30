using System.Net;
using LocalAws;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>Tables, conditional writes, and what DynamoDB rejects.</summary>
public sealed class TableTests : IAsyncLifetime
{
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync();
        server.Tables.CreationTime = TimeSpan.Zero;
        (await Create("table")).Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        caller.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task A_condition_decides_by_the_item_that_is_there()
    {
        var put = new
        {
            TableName = "table",
            Item = Item("a", "1", "new"),
            ConditionExpression = "attribute_not_exists(#k) OR #v = :old",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#k"] = "Key", ["#v"] = "Value" },
            ExpressionAttributeValues = new Dictionary<string, object> { [":old"] = new { S = "old" } },
            ReturnValuesOnConditionCheckFailure = "ALL_OLD",
        };
        (await caller.Tables("PutItem", put)).Succeeded();
        var refused = await caller.Tables("PutItem", put);
        refused.Refused("ConditionalCheckFailedException", "The conditional request failed");
        Assert.Equal("new", (string?)refused.Body!["Item"]!["Value"]!["S"]);
        (await caller.Tables("PutItem", new { TableName = "table", Item = Item("a", "1", "old") })).Succeeded();
        (await caller.Tables("PutItem", put)).Succeeded();
    }

    [Fact]
    public async Task A_query_has_the_items_of_one_partition_in_the_order_of_their_sort_keys()
    {
        foreach (var (key, sort) in new[] { ("a", "2"), ("b", "1"), ("a", "1") })
            (await caller.Tables("PutItem", new { TableName = "table", Item = Item(key, sort, "v") })).Succeeded();
        var found = (await caller.Tables("Query", new
        {
            TableName = "table",
            KeyConditionExpression = "#k = :k",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#k"] = "Key" },
            ExpressionAttributeValues = new Dictionary<string, object> { [":k"] = new { S = "a" } },
        })).Succeeded();
        Assert.Equal(["1", "2"], found["Items"]!.AsArray().Select(item => (string?)item!["Sort"]!["S"]));
        Assert.Equal(2, (int)found["Count"]!);
    }

    [Fact]
    public async Task A_table_that_is_being_created_takes_no_item_and_no_change()
    {
        server.Tables.CreationTime = TimeSpan.FromMinutes(1);
        var created = (await Create("new")).Succeeded();
        Assert.Equal("CREATING", (string?)created["TableDescription"]!["TableStatus"]);
        (await caller.Tables("PutItem", new { TableName = "new", Item = Item("a", "1", "v") })).Refused("ResourceNotFoundException");
        (await caller.Tables("DeleteTable", new { TableName = "new" })).Refused("ResourceInUseException");
        (await Create("new")).Refused("ResourceInUseException", "Table already exists: new");
    }

    [Fact]
    public async Task Items_expire_by_an_attribute_that_is_set_once()
    {
        var wanted = new { TableName = "table", TimeToLiveSpecification = new { Enabled = true, AttributeName = "Expires" } };
        Assert.Equal("DISABLED", (string?)(await caller.Tables("DescribeTimeToLive", new { TableName = "table" })).Succeeded()["TimeToLiveDescription"]!["TimeToLiveStatus"]);
        (await caller.Tables("UpdateTimeToLive", wanted)).Succeeded();
        (await caller.Tables("UpdateTimeToLive", wanted)).Refused("ValidationException", "TimeToLive is already enabled");
    }

    [Theory]
    [InlineData("PutItem", """{"TableName":"none","Item":{"Key":{"S":"a"},"Sort":{"S":"1"}}}""", "ResourceNotFoundException", "Requested resource not found")]
    [InlineData("PutItem", """{"TableName":"table","Item":{"Key":{"S":"a"}}}""", "ValidationException", "Missing the key Sort in the item")]
    [InlineData("PutItem", """{"TableName":"table","Item":{"Key":{"N":"1"},"Sort":{"S":"1"}}}""", "ValidationException", "expected: S actual: N")]
    [InlineData("PutItem", """{"TableName":"table","Item":{"Key":{"S":""},"Sort":{"S":"1"}}}""", "ValidationException", "empty string value. Key: Key")]
    [InlineData("PutItem", """{"TableName":"table","Item":{"Key":{"S":"a"},"Sort":{"S":"1"}},"ConditionExpression":"#x = :y","ExpressionAttributeNames":{"#x":"X"}}""", "ValidationException", ":y")]
    [InlineData("PutItem", """{"TableName":"table","Item":{"Key":{"S":"a"},"Sort":{"S":"1"}},"ExpressionAttributeNames":{"#x":"X"}}""", "ValidationException", "unused in expressions: keys: {#x}")]
    [InlineData("CreateTable", """{"TableName":"a b","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"Key","AttributeType":"S"}],"KeySchema":[{"AttributeName":"Key","KeyType":"HASH"}]}""", "ValidationException", "TableName")]
    [InlineData("CreateTable", """{"TableName":"new","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[],"KeySchema":[{"AttributeName":"Key","KeyType":"HASH"}]}""", "ValidationException", "not defined in AttributeDefinitions")]
    [InlineData("DescribeTable", """{"TableName":"none"}""", "ResourceNotFoundException", "Table: none not found")]
    [InlineData("Query", """{"TableName":"table"}""", "ValidationException", "KeyConditionExpression")]
    public async Task DynamoDB_rejects(string operation, string parameters, string code, string message)
    {
        var answer = await caller.Tables(operation, parameters);
        answer.Refused(code);
        Assert.Contains(message, answer.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"TableName":"table","Item":{"Key":{"S":"a"},"Sort":{"S":"1"}},"ConditionExpression":"attribute_not_exists(State)"}""")]
    [InlineData("""{"TableName":"table","Item":{"Key":{"S":"a"},"Sort":{"S":"1"},"List":{"L":[]}}}""")]
    public async Task What_is_not_modelled_is_not_accepted(string parameters) =>
        (await caller.Tables("PutItem", parameters)).Refused("NotSupportedByLocalAws", status: HttpStatusCode.NotImplemented);

    private Task<Answer> Create(string name) => caller.Tables("CreateTable", new
    {
        TableName = name,
        BillingMode = "PAY_PER_REQUEST",
        AttributeDefinitions = new[] { new { AttributeName = "Key", AttributeType = "S" }, new { AttributeName = "Sort", AttributeType = "S" } },
        KeySchema = new[] { new { AttributeName = "Key", KeyType = "HASH" }, new { AttributeName = "Sort", KeyType = "RANGE" } },
    });

    private static object Item(string key, string sort, string value) => new { Key = new { S = key }, Sort = new { S = sort }, Value = new { S = value } };
}
