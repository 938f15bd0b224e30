using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Identity;

/// <summary>SimulatePrincipalPolicy: what the policies of a principal let it do.</summary>
internal sealed partial class PolicySimulator(ServerContext context, Account account)
{
    public void SimulatePrincipalPolicy(JsonElement request, Utf8JsonWriter response)
    {
        var (source, actions) = (request.Demand("PolicySourceArn"), request.Texts("ActionNames")!);
        var resources = request.Texts("ResourceArns") is { Count: > 0 } given ? given : ["*"];
        if (actions.FirstOrDefault(a => !Action().IsMatch(a)) is { } wrong)
            throw EntityOperations.InvalidInput($"Invalid action name: {wrong}");
        var policies = PoliciesOf(source);

        var questions = actions.SelectMany(action => resources.Select(resource => (Action: action, Resource: resource)));
        var page = EntityOperations.Page("EvaluationResults", $"simulation {source} {string.Join(',', actions)} {string.Join(',', resources)}", request);
        response.WriteStartObject();
        response.WriteBoolean("IsTruncated", context.WritePage(response, page, questions, question =>
        {
            response.WriteStartObject();
            response.WriteString("EvalActionName", question.Action);
            response.WriteString("EvalResourceName", question.Resource);
            response.WriteString("EvalDecision", PolicyDocument.Decide(policies, question.Action, question.Resource, []));
            response.WriteStartArray("MissingContextValues");
            response.WriteEndArray();
            response.WriteEndObject();
        }));
        response.WriteEndObject();
    }

    private IReadOnlyList<string> PoliciesOf(string arn)
    {
        if (account.Permissions.TryGetValue(arn, out var permissions))
            return [permissions];
        if (!Principal().IsMatch(arn))
            throw EntityOperations.InvalidInput($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");
        return account.PoliciesOf(account.RoleAt(arn) ?? throw EntityOperations.NoSuchEntity($"The entity with ARN {arn} cannot be found."));
    }

    /// <summary>One operation of one service: wildcards are not taken.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9-]+:[A-Za-z0-9]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Action();

    /// <summary>Sessions (arn:aws:sts::…:assumed-role/…) and root have no policies of their own.</summary>
    [GeneratedRegex(@"\Aarn:[a-z-]+:iam::[0-9]{12}:(user|group|role)/.+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Principal();
}
