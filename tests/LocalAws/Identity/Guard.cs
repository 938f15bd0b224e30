using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using LocalAws.Http;

namespace LocalAws.Identity;

/// <summary>Temporary credentials of a role.</summary>
/// <param name="AccessKeyId">Begins with ASIA.</param>
/// <param name="SecretAccessKey">To sign with.</param>
/// <param name="SessionToken">To be sent as X-Amz-Security-Token with every request.</param>
public sealed record RoleCredentials(string AccessKeyId, string SecretAccessKey, string SessionToken);

/// <summary>Who calls; without a role, somebody who may do everything but <see cref="FaultPlan.DeniedActions"/>.</summary>
internal sealed record Caller(string UserId, string Arn, Role? Role);

/// <summary>Knows who calls, and what each may do: a role what its policies allow at that moment.</summary>
internal sealed class Guard(ServerContext context, Account account)
{
    private const string AssumeRole = "sts:AssumeRole";
    private readonly Dictionary<string, (Role Role, string SessionName, string Token)> sessions = new(StringComparer.Ordinal);

    public bool Trusts(string roleArn, string service) =>
        account.RoleAt(roleArn) is { } role && PolicyDocument.Allows(role.TrustPolicy, service, AssumeRole, resource: null, []);

    /// <summary>Whether the policies of a role let it do something; not where there is no such role.</summary>
    public bool May(string roleArn, string action, string resource) =>
        account.RoleAt(roleArn) is { } role && PolicyDocument.Decide(account.PoliciesOf(role), action, resource, []) == "allowed";

    public Role? RoleAt(string arn) => account.RoleAt(arn);

    public RoleCredentials Assume(string roleArn, string service, string sessionName)
    {
        if (!Trusts(roleArn, service))
            throw new AwsException("AccessDenied", $"User: {service} is not authorized to perform: {AssumeRole} on resource: {roleArn}", HttpStatusCode.Forbidden);
        var credentials = new RoleCredentials(
            "ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(240)));
        sessions.Add(credentials.AccessKeyId, (account.RoleAt(roleArn)!, sessionName, credentials.SessionToken));
        return credentials;
    }

    /// <summary>Who has signed a request; credentials die with their role.</summary>
    public Caller CallerOf(Service service, string? accessKeyId, string? sessionToken)
    {
        if (accessKeyId is null || !sessions.TryGetValue(accessKeyId, out var session))
            return new Caller("AIDAEXAMPLEUSER000000", $"arn:aws:iam::{context.Options.AccountId}:user/test", null);
        if (sessionToken != session.Token || account.RoleAt(session.Role.Arn) != session.Role)
            throw new AwsException("UnrecognizedClientException", "The security token included in the request is invalid.", service.DeniedStatus) { QueryCode = "InvalidClientTokenId" };
        return new Caller($"{session.Role.Id}:{session.SessionName}", $"arn:aws:sts::{context.Options.AccountId}:assumed-role/{session.Role.Name}/{session.SessionName}", session.Role);
    }

    /// <summary>Throws what AWS answers when the caller may not do this.</summary>
    public void Demand(Caller caller, Service service, string operation, JsonElement request)
    {
        var action = $"{service.ActionPrefix}:{operation}";
        var isFaulty = context.Faults.DeniedActions.Contains(action);
        if (!isFaulty && caller.Role is null)
            return;
        var resources = service.ResourcesOf(operation, request);
        if (isFaulty)
            throw Denied(resources.FirstOrDefault("*"), "implicitDeny");
        var (policies, values) = (account.PoliciesOf(caller.Role!), service.ConditionsOf(operation, request));
        // The server listens without TLS.
        values["aws:SecureTransport"] = ["false"];
        foreach (var resource in resources)
        {
            if (PolicyDocument.Decide(policies, action, resource, values) is not "allowed" and var decision)
                throw Denied(resource, decision);
        }

        AwsException Denied(string resource, string decision)
        {
            var reason = decision == "explicitDeny" ? "with an explicit deny in an identity-based policy" : $"because no identity-based policy allows the {action} action";
            return new AwsException("AccessDeniedException", $"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource} {reason}",
                service.DeniedStatus)
            { QueryCode = service.DeniedQueryCode };
        }
    }
}
