using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Identity;

/// <summary>IAM: roles, the managed policies attached to them, instance profiles, and what policies allow. Callers with credentials of <see cref="Assume"/> may do what their role may; what others may not is said by <see cref="FaultPlan.DeniedActions"/>.</summary>
public sealed class IdentityService
{
    private const string TrustInstances = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private readonly ServerContext context;
    private readonly Account account = new();
    private readonly EntityOperations operations;

    internal IdentityService(ServerContext context)
    {
        this.context = context;
        operations = new EntityOperations(context, account);
        Guard = new Guard(context, account);
        var inline = new InlinePolicies(context, operations);
        var simulator = new PolicySimulator(context, account);
        Wire = new Service
        {
            SigningName = "iam",
            ActionPrefix = "iam",
            IsGlobal = true,
            QueryVersion = "2010-05-08",
            XmlNamespace = "https://iam.amazonaws.com/doc/2010-05-08/",
            ValidationCode = "ValidationError",
            ResourcesOf = (_, request) => [ResourceOf(request)],
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["GetRole"] = (IdentityShapes.ByRoleName, operations.GetRole),
                ["CreateRole"] = (IdentityShapes.CreateRole, operations.CreateRole),
                ["UpdateAssumeRolePolicy"] = (IdentityShapes.UpdateAssumeRolePolicy, operations.UpdateAssumeRolePolicy),
                ["TagRole"] = (IdentityShapes.TagRole, operations.TagRole),
                ["DeleteRole"] = (IdentityShapes.ByRoleName, operations.DeleteRole),
                ["PutRolePolicy"] = (IdentityShapes.PutRolePolicy, inline.PutRolePolicy),
                ["GetRolePolicy"] = (IdentityShapes.ByPolicyName, inline.GetRolePolicy),
                ["ListRolePolicies"] = (IdentityShapes.ListRolePolicies, inline.ListRolePolicies),
                ["DeleteRolePolicy"] = (IdentityShapes.ByPolicyName, inline.DeleteRolePolicy),
                ["ListAttachedRolePolicies"] = (IdentityShapes.ListAttachedRolePolicies, operations.ListAttachedRolePolicies),
                ["AttachRolePolicy"] = (IdentityShapes.AttachRolePolicy, operations.AttachRolePolicy),
                ["GetInstanceProfile"] = (IdentityShapes.GetInstanceProfile, operations.GetInstanceProfile),
                ["CreateInstanceProfile"] = (IdentityShapes.CreateInstanceProfile, operations.CreateInstanceProfile),
                ["AddRoleToInstanceProfile"] = (IdentityShapes.AddRoleToInstanceProfile, operations.AddRoleToInstanceProfile),
                ["SimulatePrincipalPolicy"] = (IdentityShapes.SimulatePrincipalPolicy, simulator.SimulatePrincipalPolicy),
            },
        };
    }

    internal Service Wire { get; }

    internal Guard Guard { get; }

    /// <summary>Whether a role's trust policy lets a service take it on; not where there is no such role.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="service">The service's principal, such as lambda.amazonaws.com.</param>
    public bool Trusts(string roleArn, string service)
    {
        lock (context.Gate)
            return Guard.Trusts(roleArn, service);
    }

    /// <summary>Takes on a role. What is signed with the credentials may do what the role's policies allow when it is asked; without the role the credentials are invalid.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="service">The service's principal, such as lambda.amazonaws.com.</param>
    /// <param name="sessionName">Name of the session, last in the caller's ARN: a Lambda function's is its name.</param>
    /// <exception cref="AwsException">AccessDenied: there is no such role, or it does not trust the service.</exception>
    public RoleCredentials Assume(string roleArn, string service, string sessionName = "session")
    {
        lock (context.Gate)
            return Guard.Assume(roleArn, service, sessionName);
    }

    /// <summary>Makes a role that EC2 instances may take on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="policyArns">Managed policies to attach: AWS's, or such as were given to <see cref="AddPolicy"/>.</param>
    /// <exception cref="ArgumentException">There is such a role, or no such policy.</exception>
    public void AddRole(string name, params IReadOnlyList<string> policyArns)
    {
        lock (context.Gate)
        {
            if (policyArns.FirstOrDefault(p => !account.Policies.ContainsKey(p)) is { } unknown)
                throw new ArgumentException($"There is no policy {unknown}.", nameof(policyArns));
            var role = new Role(name, "/", operations.ArnOf("role", "/", name), context.Now) { TrustPolicy = TrustInstances };
            role.Policies.AddRange(policyArns);
            account.Roles.Add(name, role);
        }
    }

    /// <summary>Removes a role, also from its instance profile; without one nothing happens.</summary>
    /// <param name="name">Its name.</param>
    public void RemoveRole(string name)
    {
        lock (context.Gate)
        {
            if (!account.Roles.Remove(name, out var role))
                return;
            foreach (var profile in account.Profiles.Values.Where(p => p.Role == role))
                profile.Role = null;
        }
    }

    /// <summary>Adds a managed policy, or puts another document in its place.</summary>
    /// <param name="arn">Its ARN, such as arn:aws:iam::123456789012:policy/p.</param>
    /// <param name="document">What it allows and denies, as JSON. Not-elements, variables and unknown conditions are answered 501 where they count.</param>
    /// <exception cref="ArgumentException">The document is no policy.</exception>
    public void AddPolicy(string arn, string document)
    {
        if (!PolicyDocument.IsValid(document))
            throw new ArgumentException("The document is no policy.", nameof(document));
        lock (context.Gate)
            account.Policies[arn] = document;
    }

    /// <summary>Removes a managed policy, also from the roles that it is attached to.</summary>
    /// <param name="arn">Its ARN.</param>
    public void RemovePolicy(string arn)
    {
        lock (context.Gate)
        {
            account.Policies.Remove(arn);
            foreach (var role in account.Roles.Values)
                role.Policies.Remove(arn);
        }
    }

    /// <summary>Says what a user, group or role may do to any resource; policies attached to it count no more, and it need not exist otherwise.</summary>
    /// <param name="principalArn">Its ARN.</param>
    /// <param name="actions">Actions, with wildcards: <c>logs:*</c>. None: it may do nothing.</param>
    public void Allow(string principalArn, params IReadOnlyList<string> actions)
    {
        var statement = new { Effect = "Allow", Action = actions, Resource = "*" };
        lock (context.Gate)
            account.Permissions[principalArn] = JsonSerializer.Serialize(new { Statement = new[] { statement } });
    }

    private string ResourceOf(JsonElement request) => request switch
    {
        _ when request.Text("PolicySourceArn") is { } arn => arn,
        _ when request.Text("InstanceProfileName") is { } name => operations.ArnOf("instance-profile", "/", name),
        _ when account.Roles.TryGetValue(request.Text("RoleName") ?? "", out var role) => role.Arn,
        _ => operations.ArnOf("role", "/", request.Text("RoleName") ?? ""),
    };
}
