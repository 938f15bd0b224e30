using System.Text.Json.Nodes;
using Amazon.Lambda.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Who may call the function: the alarm's topic, and its own schedule.</summary>
internal sealed class FunctionCallers(AwsSession session, string functionName)
{
    public const string Topic = "AlarmTopic";
    public const string Schedule = "FollowUpSchedule";

    /// <summary>Each caller that the function's policy lets in: the name of its statement, and its ARN.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await session.Functions.GetPolicyAsync(new GetPolicyRequest { FunctionName = functionName }, cancellationToken).OrNullAsync();
        return answer is null ? new Dictionary<string, string>(StringComparer.Ordinal)
            : JsonNode.Parse(answer.Policy!)!["Statement"]!.AsArray()
                .Where(statement => statement?["Sid"] is not null)
                .ToDictionary(statement => (string)statement!["Sid"]!, statement => (string?)statement!["Condition"]?["ArnLike"]?["AWS:SourceArn"] ?? "*", StringComparer.Ordinal);
    }

    /// <param name="callers">Those that are let in now.</param>
    /// <param name="statement">The name of the statement.</param>
    /// <param name="service">The service that calls.</param>
    /// <param name="sourceArn">On whose behalf it calls: this, and nothing else.</param>
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

    /// <summary>Lets a caller in no more.</summary>
    public PlannedChange PlanRemoval(string statement) => PlannedChange.Remove(ResourceKind.Permission, statement, cancel => RemoveAsync(statement, cancel));

    private Task RemoveAsync(string statement, CancellationToken cancellationToken)
    {
        var request = new RemovePermissionRequest { FunctionName = functionName, StatementId = statement };
        return session.Functions.RemovePermissionAsync(request, cancellationToken);
    }
}
