using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Functions;

/// <summary>The operations on a function's resource policy: which services may send it events.</summary>
internal sealed class PermissionOperations(FunctionRegistry functions)
{
    private const int PolicyBytes = 20_480;

    public void AddPermission(JsonElement request, Utf8JsonWriter response)
    {
        var (function, id, principal) = (functions.Of(request), request.Demand("StatementId"), request.Demand("Principal"));
        if (!principal.EndsWith(".amazonaws.com", StringComparison.Ordinal))
            throw AwsException.NotSupported($"The principal {principal}, which is no service,");
        var statement = Statement(request, function.Arn);
        if (function.Permissions.ContainsKey(id))
            throw new AwsException("ResourceConflictException", $"The statement id ({id}) provided already exists. Please provide a new statement id, or remove the existing statement.", HttpStatusCode.Conflict);
        var size = Encoding.UTF8.GetByteCount(function.Policy) + Encoding.UTF8.GetByteCount(statement) + 1;
        if (size > PolicyBytes)
            throw new AwsException("PolicyLengthExceededException", $"The final policy size ({size}) is bigger than the limit ({PolicyBytes}).");
        function.Permissions.Add(id, statement);
        function.PolicyRevisionId = Guid.NewGuid().ToString();
        response.WriteStartObject();
        response.WriteString("Statement", statement);
        response.WriteEndObject();
    }

    public void RemovePermission(JsonElement request, Utf8JsonWriter response)
    {
        var (function, id) = (functions.Of(request), request.Demand("StatementId"));
        if (!function.Permissions.Remove(id))
            throw NotFound(function.Permissions.Count == 0 ? "No policy is associated with the given resource." : $"Statement {id} is not found in resource policy.");
        function.PolicyRevisionId = Guid.NewGuid().ToString();
    }

    public void GetPolicy(JsonElement request, Utf8JsonWriter response)
    {
        var function = functions.Of(request);
        if (function.Permissions.Count == 0)
            throw NotFound("The resource you requested does not exist.");
        response.WriteStartObject();
        response.WriteString("Policy", function.Policy);
        response.WriteString("RevisionId", function.PolicyRevisionId);
        response.WriteEndObject();
    }

    private static AwsException NotFound(string message) => new("ResourceNotFoundException", message, HttpStatusCode.NotFound);

    private static string Statement(JsonElement request, string arn)
    {
        var statement = new JsonObject
        {
            ["Sid"] = request.Demand("StatementId"),
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = request.Demand("Principal") },
            ["Action"] = request.Demand("Action"),
            ["Resource"] = arn,
        };
        var conditions = new JsonObject();
        if (request.Text("SourceAccount") is { } account)
            conditions["StringEquals"] = new JsonObject { ["AWS:SourceAccount"] = account };
        if (request.Text("SourceArn") is { } source)
            conditions["ArnLike"] = new JsonObject { ["AWS:SourceArn"] = source };
        if (conditions.Count > 0)
            statement["Condition"] = conditions;
        return statement.ToJsonString();
    }
}
