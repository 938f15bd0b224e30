using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Checks whether a role allows Systems Manager to run commands on a machine, and the agent to send events.</summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="logGroupName">The log group that receives the events. The agent need not create it, because the setup of the alarm does.</param>
internal sealed class RoleChecks(AwsSession session, string logGroupName)
{
    private static readonly string[] NeededOfLogGroup = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];

    private static readonly string[] Needed =
        ["ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:OpenControlChannel", "ec2messages:GetMessages"];

    public async Task<IReadOnlyList<PrerequisiteCheck>> LookAsync(IEnumerable<string> roleNames, CancellationToken cancellationToken)
    {
        var checks = new List<PrerequisiteCheck>();
        foreach (var name in roleNames.Distinct(StringComparer.Ordinal))
            checks.Add(await LookAsync(name, cancellationToken));
        return checks;
    }

    private async Task<PrerequisiteCheck> LookAsync(string roleName, CancellationToken cancellationToken)
    {
        var remedy = new LoginAuditRemedy(RemedyAction.InitializePrerequisites).With("RoleName", roleName);
        var role = await AgentRole.FindAsync(session, roleName, cancellationToken);
        if (role is null)
            return Check(roleName, false, "The role does not exist.", remedy);
        try
        {
            var missing = await MissingAsync(role.Arn!, cancellationToken);
            return missing.Count == 0
                ? Check(roleName, true, "The role allows the agent to write (simulated).", null)
                : Check(roleName, false, $"The role does not allow {string.Join(", ", missing)} (simulated).", remedy);
        }
        catch (LoginAuditException denied) when (denied.Error == LoginAuditError.AccessDenied)
        {
            var policies = await AgentRole.AttachedAsync(session, roleName, cancellationToken);
            var missing = AgentRole.PolicyNames.Where(name => !policies.Exists(arn => arn.EndsWith("/" + name, StringComparison.Ordinal))).ToList();
            return missing.Count == 0
                ? Check(roleName, true, $"{string.Join(" and ", AgentRole.PolicyNames)} are attached.", null)
                : Check(roleName, null, $"{string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not attached. Another policy may allow the same. To check this, the identity needs iam:SimulatePrincipalPolicy.", remedy);
        }
    }

    private async Task<IReadOnlyList<string>> MissingAsync(string roleArn, CancellationToken cancellationToken)
    {
        var scope = new AccountScope(roleArn.Split(':')[1], session.Region, roleArn.Split(':')[4]);
        var parameter = $"arn:{scope.Partition}:ssm:{scope.Region}:{scope.AccountId}:parameter/{ParameterStore.Prefix}Windows";
        return
        [
            .. await DeniedAsync(roleArn, NeededOfLogGroup, [scope.LogGroup(logGroupName) + ":log-stream:i-0"], cancellationToken),
            .. await DeniedAsync(roleArn, Needed, [], cancellationToken),
            .. await DeniedAsync(roleArn, ["ssm:GetParameter"], [parameter], cancellationToken),
        ];
    }

    private async Task<IReadOnlyList<string>> DeniedAsync(string roleArn, IEnumerable<string> actions, List<string> resources, CancellationToken cancellationToken)
    {
        var denied = new List<string>();
        SimulatePrincipalPolicyRequest Request(string? marker) => new()
        {
            PolicySourceArn = roleArn,
            ActionNames = [.. actions],
            ResourceArns = resources.Count > 0 ? resources : null,
            Marker = marker,
        };
        await foreach (var page in Pages.AllAsync(marker => session.Identity.SimulatePrincipalPolicyAsync(Request(marker), cancellationToken), page => page.Marker))
            denied.AddRange((page.EvaluationResults ?? []).Where(result => result.EvalDecision != PolicyEvaluationDecisionType.Allowed).Select(result => result.EvalActionName!));
        return denied;
    }

    private static PrerequisiteCheck Check(string roleName, bool? passed, string detail, LoginAuditRemedy? remedy) =>
        new() { Name = "Instance role", Resource = roleName, Status = CheckStatus.Of(passed), Detail = detail, Remedy = remedy };
}
