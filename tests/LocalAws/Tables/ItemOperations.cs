using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Tables;

/// <summary>The operations on items.</summary>
internal sealed class ItemOperations(TableService tables)
{
    /// <summary>Replaces the item of the same key, if the condition holds for it; an item that does not exist has no attributes.</summary>
    public void PutItem(JsonElement request, Utf8JsonWriter response)
    {
        var table = tables.Active(request.Demand("TableName"));
        var item = Read(request.GetProperty("Item"));
        var key = table.KeyOf(item);
        var old = table.Items.GetValueOrDefault(key);
        var placeholders = new ExpressionPlaceholders(request);
        var holds = request.Text("ConditionExpression") is not { } condition || new ConditionExpression(condition, placeholders).Holds(old ?? []);
        placeholders.DemandAllUsed();
        if (!holds)
        {
            throw new AwsException("ConditionalCheckFailedException", "The conditional request failed")
            {
                Details = old is not null && request.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" ? new JsonObject { ["Item"] = old.DeepClone() } : null,
            };
        }
        table.Items[key] = item;
        response.WriteStartObject();
        response.WriteEndObject();
    }

    /// <summary>The items of one partition, in the order of their sort keys.</summary>
    public void Query(JsonElement request, Utf8JsonWriter response)
    {
        var table = tables.Active(request.Demand("TableName"));
        var placeholders = new ExpressionPlaceholders(request);
        if (request.Text("KeyConditionExpression") is not { } condition)
            throw Table.Invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        var partition = new ConditionExpression(condition, placeholders).PartitionOf(table.Keys[0]);
        placeholders.DemandAllUsed();
        var found = table.Items.Values.Where(item => (string?)item[table.Keys[0]]!["S"] == partition).ToList();
        response.WriteStartObject();
        response.WriteStartArray("Items");
        foreach (var item in found)
            item.WriteTo(response);
        response.WriteEndArray();
        response.WriteNumber("Count", found.Count);
        response.WriteNumber("ScannedCount", found.Count);
        response.WriteEndObject();
    }

    private static JsonObject Read(JsonElement attributes)
    {
        var item = JsonObject.Create(attributes.Clone())!;
        foreach (var (_, value) in item)
        {
            if (value!.AsObject().Count != 1)
                throw Table.Invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
        }
        return item;
    }
}
