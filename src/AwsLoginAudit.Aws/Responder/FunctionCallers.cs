using System.Text.Json.Nodes;
using Amazon.Lambda.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The permissions to invoke the function: of the alarm's topic and of the follow-up schedule.</summary>
internal sealed class FunctionCallers(AwsSession session, string functionName)
{
    public const string Topic = "AlarmTopic";
    public const string Schedule = "FollowUpSchedule";

    /// <summary>Returns the source ARN of each permission in the function's policy, by statement id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await session.Functions.GetPolicyAsync(new GetPolicyRequest { FunctionName = functionName }, cancellationToken).OrNullAsync();
        return answer is null ? new Dictionary<string, string>(StringComparer.Ordinal)
            : JsonNode.Parse(answer.Policy!)!["Statement"]!.AsArray()
                .Where(statement => statement?["Sid"] is not null)
                .ToDictionary(statement => (string)statement!["Sid"]!, statement => (string?)statement!["Condition"]?["ArnLike"]?["AWS:SourceArn"] ?? "*", StringComparer.Ordinal);
    }

    /// <param name="callers">The current permissions.</param>
    /// <param name="statement">The id of the statement.</param>
    /// <param name="service">The service that invokes the function.</param>
    /// <param name="sourceArn">The only resource on whose behalf the service may invoke it.</param>
    public PlannedChange Plan(IReadOnlyDictionary<string, string> callers, string statement, string service, string sourceArn)
    {
        var request = new AddPermissionRequest
        {
            FunctionName = functionName,
            StatementId = statement,
            Action = "lambda:InvokeFunction",
            Principal = service,
            SourceArn = sourceArn,
        };
        Task Add(CancellationToken cancel) =>
            session.Functions.AddPermissionAsync(request, cancel);
        if (!callers.TryGetValue(statement, out var current))
            return PlannedChange.Create(ResourceKind.Permission, statement, Add);
        return current == sourceArn
            ? PlannedChange.None(ResourceKind.Permission, statement)
            : PlannedChange.Update(ResourceKind.Permission, statement, async cancel =>
            {
                await RemoveAsync(statement, cancel);
                await Add(cancel);
            });
    }

    /// <summary>Plans the removal of a permission.</summary>
    public PlannedChange PlanRemoval(string statement) => PlannedChange.Remove(ResourceKind.Permission, statement, cancel => RemoveAsync(statement, cancel));

    private Task RemoveAsync(string statement, CancellationToken cancellationToken)
    {
        var request = new RemovePermissionRequest { FunctionName = functionName, StatementId = statement };
        return session.Functions.RemovePermissionAsync(request, cancellationToken);
    }
}
