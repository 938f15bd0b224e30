using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using AwsLoginAudit.Tests.AwsSdk;
using LocalAws;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>Roles, instance profiles and what policies allow.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string Permissions = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}""";
    private const string Managed = "arn:aws:iam::aws:policy/";
    private const string Core = Managed + "AmazonSSMManagedInstanceCore";
    private const string Agent = Managed + "CloudWatchAgentServerPolicy";
    private const string RoleArn = "arn:aws:iam::123456789012:role/r";
    private const string UserArn = "arn:aws:iam::123456789012:user/u";

    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;
    private AmazonIdentityManagementServiceClient iam = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync(new TestClock(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero)));
        iam = new(RecordingServer.Credentials, new() { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public async ValueTask DisposeAsync()
    {
        iam.Dispose();
        caller.Dispose();
        await server.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<IEnumerable<string?>> Attached(string role) =>
        (await iam.ListAttachedRolePoliciesAsync(new() { RoleName = role }, Token)).AttachedPolicies!.Select(p => p.PolicyArn);

    private async Task<IEnumerable<(string?, string?)>> Simulate(string source, string[] actions, params string[] resources)
    {
        var answer = await iam.SimulatePrincipalPolicyAsync(new() { PolicySourceArn = source, ActionNames = [.. actions], ResourceArns = [.. resources] }, Token);
        Assert.False(answer.IsTruncated);
        return answer.EvaluationResults!.Select(r => (r.EvalActionName, r.EvalDecision?.Value));
    }

    [Fact]
    public async Task The_projects_own_client_makes_a_role_and_an_instance_profile()
    {
        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.GetRoleAsync(new() { RoleName = "r" }, Token));
        await iam.CreateRoleAsync(new() { RoleName = "r", AssumeRolePolicyDocument = Trust, Description = "d", Tags = [new() { Key = "k", Value = "v" }] }, Token);
        await Assert.ThrowsAsync<EntityAlreadyExistsException>(() => iam.CreateRoleAsync(new() { RoleName = "R", AssumeRolePolicyDocument = Trust }, Token));
        var role = (await iam.GetRoleAsync(new() { RoleName = "r" }, Token)).Role!;
        Assert.Equal(("/", "r", RoleArn, "d", 3600), (role.Path, role.RoleName, role.Arn, role.Description, role.MaxSessionDuration));
        Assert.Equal(new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc), role.CreateDate);
        Assert.Equal(Trust, Uri.UnescapeDataString(role.AssumeRolePolicyDocument!));
        Assert.DoesNotContain('{', role.AssumeRolePolicyDocument!);
        Assert.Equal(("k", "v"), (Assert.Single(role.Tags!).Key, role.Tags![0].Value));

        await iam.CreateInstanceProfileAsync(new() { InstanceProfileName = "p", Path = "/audit/", Tags = [new() { Key = "k", Value = "v" }] }, Token);
        Assert.Empty((await iam.GetInstanceProfileAsync(new() { InstanceProfileName = "p" }, Token)).InstanceProfile!.Roles!);
        await iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = "p", RoleName = "r" }, Token);
        var profile = (await iam.GetInstanceProfileAsync(new() { InstanceProfileName = "p" }, Token)).InstanceProfile!;
        Assert.Equal("arn:aws:iam::123456789012:instance-profile/audit/p", profile.Arn);
        Assert.Equal("k", Assert.Single(profile.Tags!).Key);
        Assert.Equal((role.RoleId, null), (Assert.Single(profile.Roles!).RoleId, profile.Roles![0].Tags));
        await Assert.ThrowsAsync<LimitExceededException>(() => iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = "p", RoleName = "r" }, Token));
    }

    [Fact]
    public async Task Policies_are_attached_once_and_ten_at_most()
    {
        server.Identity.AddRole("r", Core);
        await iam.AttachRolePolicyAsync(new() { RoleName = "r", PolicyArn = Agent }, Token);
        await iam.AttachRolePolicyAsync(new() { RoleName = "r", PolicyArn = Agent }, Token);
        Assert.Equal([Core, Agent], await Attached("r"));
        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.AttachRolePolicyAsync(new() { RoleName = "r", PolicyArn = Managed + "NoSuchPolicy" }, Token));
        for (var i = 0; i < 9; i++)
            server.Identity.AddPolicy($"arn:aws:iam::123456789012:policy/p{i}", Trust);
        for (var i = 0; i < 8; i++)
            await iam.AttachRolePolicyAsync(new() { RoleName = "r", PolicyArn = $"arn:aws:iam::123456789012:policy/p{i}" }, Token);
        await Assert.ThrowsAsync<LimitExceededException>(() => iam.AttachRolePolicyAsync(new() { RoleName = "r", PolicyArn = "arn:aws:iam::123456789012:policy/p8" }, Token));
    }

    [Fact]
    public async Task Attached_policies_come_in_pages()
    {
        server.Identity.AddRole("r", Core, Agent);
        var first = await iam.ListAttachedRolePoliciesAsync(new() { RoleName = "r", MaxItems = 1 }, Token);
        Assert.Equal((true, "AmazonSSMManagedInstanceCore"), (first.IsTruncated, Assert.Single(first.AttachedPolicies!).PolicyName));
        var last = await iam.ListAttachedRolePoliciesAsync(new() { RoleName = "r", MaxItems = 1, Marker = first.Marker }, Token);
        Assert.Equal((false, "CloudWatchAgentServerPolicy", null), (last.IsTruncated, Assert.Single(last.AttachedPolicies!).PolicyName, last.Marker));
        await Refused("ValidationError", 400, "ListAttachedRolePolicies", ("RoleName", "r"), ("Marker", "x"));
    }

    [Fact]
    public async Task A_role_has_policies_of_its_own()
    {
        server.Identity.AddRole("r");
        await iam.PutRolePolicyAsync(new() { RoleName = "r", PolicyName = "b", PolicyDocument = Permissions }, Token);
        await iam.PutRolePolicyAsync(new() { RoleName = "r", PolicyName = "a", PolicyDocument = Permissions }, Token);
        var first = await iam.ListRolePoliciesAsync(new() { RoleName = "r", MaxItems = 1 }, Token);
        Assert.Equal((true, "a"), (first.IsTruncated, Assert.Single(first.PolicyNames!)));
        Assert.Equal(["b"], (await iam.ListRolePoliciesAsync(new() { RoleName = "r", MaxItems = 1, Marker = first.Marker }, Token)).PolicyNames!);
        Assert.Equal([("logs:PutLogEvents", "allowed")], await Simulate(RoleArn, ["logs:PutLogEvents"]));

        var kept = (await iam.GetRolePolicyAsync(new() { RoleName = "r", PolicyName = "b" }, Token)).PolicyDocument!;
        Assert.DoesNotContain('{', kept);
        Assert.Equal(Permissions, Uri.UnescapeDataString(kept));
        await iam.DeleteRolePolicyAsync(new() { RoleName = "r", PolicyName = "b" }, Token);
        Assert.Equal(["a"], (await iam.ListRolePoliciesAsync(new() { RoleName = "r" }, Token)).PolicyNames!);
    }

    [Fact]
    public async Task The_policies_of_a_role_have_10240_characters_without_white_space()
    {
        server.Identity.AddRole("r");
        var most = Permissions.Replace("logs:*", "logs:" + new string('x', 10_240 - Permissions.Length + 1), StringComparison.Ordinal);
        await iam.PutRolePolicyAsync(new() { RoleName = "r", PolicyName = "p", PolicyDocument = most }, Token);
        await iam.PutRolePolicyAsync(new() { RoleName = "r", PolicyName = "p", PolicyDocument = most + " \n" }, Token);
        await Assert.ThrowsAsync<LimitExceededException>(() => iam.PutRolePolicyAsync(new() { RoleName = "r", PolicyName = "q", PolicyDocument = Permissions }, Token));
    }

    [Fact]
    public async Task A_role_is_deleted_when_nothing_is_left_of_it()
    {
        server.Identity.AddRole("r", Core);
        server.Identity.AddRole("s");
        await iam.CreateInstanceProfileAsync(new() { InstanceProfileName = "p" }, Token);
        await iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = "p", RoleName = "s" }, Token);
        await Assert.ThrowsAsync<DeleteConflictException>(() => iam.DeleteRoleAsync(new() { RoleName = "r" }, Token));
        await Assert.ThrowsAsync<DeleteConflictException>(() => iam.DeleteRoleAsync(new() { RoleName = "s" }, Token));
        await iam.CreateRoleAsync(new() { RoleName = "t", AssumeRolePolicyDocument = Trust }, Token);
        await iam.PutRolePolicyAsync(new() { RoleName = "t", PolicyName = "p", PolicyDocument = Permissions }, Token);
        await Assert.ThrowsAsync<DeleteConflictException>(() => iam.DeleteRoleAsync(new() { RoleName = "t" }, Token));
        await iam.DeleteRolePolicyAsync(new() { RoleName = "t", PolicyName = "p" }, Token);
        await iam.DeleteRoleAsync(new() { RoleName = "t" }, Token);
        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.GetRoleAsync(new() { RoleName = "t" }, Token));
    }

    [Fact]
    public async Task Tags_and_trust_of_a_role_change()
    {
        await iam.CreateRoleAsync(new() { RoleName = "r", AssumeRolePolicyDocument = Trust, Tags = [new() { Key = "k", Value = "1" }] }, Token);
        await iam.TagRoleAsync(new() { RoleName = "r", Tags = [new() { Key = "K", Value = "2" }, new() { Key = "l", Value = "" }] }, Token);
        await Assert.ThrowsAsync<LimitExceededException>(() => iam.TagRoleAsync(new() { RoleName = "r", Tags = [.. Enumerable.Range(0, 49).Select(i => new Tag { Key = $"t{i}", Value = "" })] }, Token));
        var trust = Trust.Replace("ec2", "lambda", StringComparison.Ordinal);
        await iam.UpdateAssumeRolePolicyAsync(new() { RoleName = "r", PolicyDocument = trust }, Token);
        var role = (await iam.GetRoleAsync(new() { RoleName = "r" }, Token)).Role!;
        Assert.Equal(["2", ""], role.Tags!.Select(t => t.Value));
        Assert.Equal(trust, Uri.UnescapeDataString(role.AssumeRolePolicyDocument!));
        Assert.Equal((true, false), (server.Identity.Trusts(RoleArn, "lambda.amazonaws.com"), server.Identity.Trusts(RoleArn, "ec2.amazonaws.com")));
    }

    [Fact]
    public async Task What_a_test_removes_is_gone()
    {
        server.Identity.AddRole("r", Core, Agent);
        await iam.CreateInstanceProfileAsync(new() { InstanceProfileName = "p" }, Token);
        await iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = "p", RoleName = "r" }, Token);
        server.Identity.RemovePolicy(Agent);
        Assert.Equal([Core], await Attached("r"));
        server.Identity.RemoveRole("r");
        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.GetRoleAsync(new() { RoleName = "r" }, Token));
        Assert.Empty((await iam.GetInstanceProfileAsync(new() { InstanceProfileName = "p" }, Token)).InstanceProfile!.Roles!);
        Assert.Throws<ArgumentException>(() => server.Identity.AddRole("s", Agent));
    }

    [Fact]
    public async Task A_role_may_do_what_its_policies_allow()
    {
        server.Identity.AddRole("r", Core, Agent);
        Assert.Equal([("logs:PutLogEvents", "allowed"), ("ssm:updateinstanceinformation", "allowed"), ("logs:FilterLogEvents", "implicitDeny")],
            await Simulate(RoleArn, ["logs:PutLogEvents", "ssm:updateinstanceinformation", "logs:FilterLogEvents"]));
    }

    [Fact]
    public async Task A_statement_counts_for_its_resources()
    {
        server.Identity.AddRole("r", Agent);
        Assert.Equal(["allowed", "implicitDeny"], (await Simulate(RoleArn, ["ssm:GetParameter"],
            "arn:aws:ssm:us-east-1:123456789012:parameter/AmazonCloudWatch-x", "arn:aws:ssm:us-east-1:123456789012:parameter/other")).Select(r => r.Item2));
        Assert.Equal([("ssm:GetParameter", "implicitDeny")], await Simulate(RoleArn, ["ssm:GetParameter"]));
    }

    [Fact]
    public async Task A_denial_outweighs_what_other_policies_allow()
    {
        const string Guard = "arn:aws:iam::123456789012:policy/guard";
        server.Identity.AddPolicy(Guard, """{"Statement":{"Effect":"Deny","Action":"logs:Delete*","Resource":"*"}}""");
        server.Identity.AddRole("r", Managed + "AdministratorAccess", Guard);
        Assert.Equal([("logs:DeleteLogGroup", "explicitDeny"), ("logs:CreateLogGroup", "allowed")], await Simulate(RoleArn, ["logs:DeleteLogGroup", "logs:CreateLogGroup"]));
        Assert.Throws<ArgumentException>(() => server.Identity.AddPolicy(Guard, "{}"));
    }

    [Fact]
    public async Task A_test_says_what_a_principal_may_do()
    {
        await Assert.ThrowsAsync<NoSuchEntityException>(() => Simulate(UserArn, ["logs:PutLogEvents"]));
        server.Identity.Allow(UserArn, "logs:*");
        Assert.Equal([("logs:PutLogEvents", "allowed"), ("ssm:GetDocument", "implicitDeny")], await Simulate(UserArn, ["logs:PutLogEvents", "ssm:GetDocument"], "arn:aws:logs:us-east-1:123456789012:*"));
        server.Identity.Allow(UserArn);
        Assert.Equal([("logs:PutLogEvents", "implicitDeny")], await Simulate(UserArn, ["logs:PutLogEvents"]));
    }

    [Fact]
    public async Task Simulation_can_be_denied()
    {
        server.Faults = new FaultPlan { DeniedActions = new HashSet<string>(StringComparer.Ordinal) { "iam:SimulatePrincipalPolicy" } };
        server.Identity.Allow(UserArn, "*");
        var denied = await Assert.ThrowsAsync<AmazonIdentityManagementServiceException>(() => Simulate(UserArn, ["logs:PutLogEvents"]));
        Assert.Equal("AccessDenied", denied.ErrorCode);
    }

    [Theory]
    [InlineData("{", "This policy contains invalid Json")]
    [InlineData("{}", "Syntax errors in policy.")]
    [InlineData("""{"Statement":[{"Effect":"Perhaps","Principal":"*","Action":"sts:AssumeRole"}]}""", "Syntax errors in policy.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}""", "Missing required field Principal")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*"}]}""", "Missing required field Action")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}""", "Has prohibited field Resource")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    public async Task A_malformed_trust_policy_makes_no_role(string document, string message)
    {
        var refused = await Assert.ThrowsAsync<MalformedPolicyDocumentException>(() => iam.CreateRoleAsync(new() { RoleName = "r", AssumeRolePolicyDocument = document }, Token));
        Assert.Equal(message, refused.Message);
    }

    [Theory]
    [InlineData("GetRole", "", "ValidationError", 400)]
    [InlineData("GetRole", "RoleName=a b", "ValidationError", 400)]
    [InlineData("CreateRole", "RoleName=r", "ValidationError", 400)]
    [InlineData("CreateRole", "RoleName=r&AssumeRolePolicyDocument=" + Trust + "&MaxSessionDuration=3599", "ValidationError", 400)]
    [InlineData("CreateRole", "RoleName=r&AssumeRolePolicyDocument=" + Trust + "&Path=audit", "ValidationError", 400)]
    [InlineData("CreateRole", "RoleName=r&AssumeRolePolicyDocument=" + Trust + "&Tags.member.1.Key=k", "ValidationError", 400)]
    [InlineData("CreateRole", "RoleName=r&AssumeRolePolicyDocument=" + Trust + "&Tags.member.1.Key=k&Tags.member.1.Value=1&Tags.member.2.Key=K&Tags.member.2.Value=2", "InvalidInput", 400)]
    [InlineData("CreateRole", "RoleName=r&AssumeRolePolicyDocument=" + Trust + "&Tags.member.1.Key=aws:k&Tags.member.1.Value=1", "InvalidInput", 400)]
    [InlineData("CreateRole", "RoleName=r&AssumeRolePolicyDocument=" + Trust + "&PermissionsBoundary=" + Core, "NotSupportedByLocalAws", 501)]
    [InlineData("AttachRolePolicy", "RoleName=none&PolicyArn=" + Core, "NoSuchEntity", 404)]
    [InlineData("AttachRolePolicy", "RoleName=known&PolicyArn=short", "ValidationError", 400)]
    [InlineData("AttachRolePolicy", "RoleName=known&PolicyArn=" + RoleArn, "InvalidInput", 400)]
    [InlineData("ListAttachedRolePolicies", "RoleName=none", "NoSuchEntity", 404)]
    [InlineData("ListAttachedRolePolicies", "RoleName=known&MaxItems=1001", "ValidationError", 400)]
    [InlineData("GetInstanceProfile", "InstanceProfileName=none", "NoSuchEntity", 404)]
    [InlineData("CreateInstanceProfile", "", "ValidationError", 400)]
    [InlineData("AddRoleToInstanceProfile", "InstanceProfileName=none&RoleName=known", "NoSuchEntity", 404)]
    [InlineData("SimulatePrincipalPolicy", "PolicySourceArn=" + RoleArn, "ValidationError", 400)]
    [InlineData("SimulatePrincipalPolicy", "PolicySourceArn=" + RoleArn + "&ActionNames.member.1=logs:*", "InvalidInput", 400)]
    [InlineData("SimulatePrincipalPolicy", "PolicySourceArn=" + RoleArn + "&ActionNames.member.1=logs:PutLogEvents", "NoSuchEntity", 404)]
    [InlineData("SimulatePrincipalPolicy", "PolicySourceArn=arn:aws:sts::123456789012:assumed-role/r/s&ActionNames.member.1=logs:PutLogEvents", "InvalidInput", 400)]
    [InlineData("SimulatePrincipalPolicy", "PolicySourceArn=" + RoleArn + "&ActionNames.member.1=logs:PutLogEvents&ContextEntries.member.1.ContextKeyName=aws:x", "NotSupportedByLocalAws", 501)]
    [InlineData("DeleteRole", "RoleName=none", "NoSuchEntity", 404)]
    [InlineData("TagRole", "RoleName=known", "ValidationError", 400)]
    [InlineData("TagRole", "RoleName=none&Tags.member.1.Key=k&Tags.member.1.Value=1", "NoSuchEntity", 404)]
    [InlineData("TagRole", "RoleName=known&Tags.member.1.Key=aws:k&Tags.member.1.Value=1", "InvalidInput", 400)]
    [InlineData("UpdateAssumeRolePolicy", "RoleName=known", "ValidationError", 400)]
    [InlineData("UpdateAssumeRolePolicy", "RoleName=known&PolicyDocument=" + Permissions, "MalformedPolicyDocument", 400)]
    [InlineData("PutRolePolicy", "RoleName=none&PolicyName=p&PolicyDocument=" + Permissions, "NoSuchEntity", 404)]
    [InlineData("PutRolePolicy", "RoleName=known&PolicyDocument=" + Permissions, "ValidationError", 400)]
    [InlineData("PutRolePolicy", "RoleName=known&PolicyName=a b&PolicyDocument=" + Permissions, "ValidationError", 400)]
    [InlineData("PutRolePolicy", "RoleName=known&PolicyName=p&PolicyDocument=" + Trust, "MalformedPolicyDocument", 400)]
    [InlineData("PutRolePolicy", "RoleName=known&PolicyName=p&PolicyDocument={", "MalformedPolicyDocument", 400)]
    [InlineData("PutRolePolicy", """RoleName=known&PolicyName=p&PolicyDocument={"Statement":{"Effect":"Allow","Action":"logs:*","Resource":"*"}}""", "MalformedPolicyDocument", 400)]
    [InlineData("PutRolePolicy", """RoleName=known&PolicyName=p&PolicyDocument={"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}""", "MalformedPolicyDocument", 400)]
    [InlineData("PutRolePolicy", """RoleName=known&PolicyName=p&PolicyDocument={"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"logs:*"}}""", "MalformedPolicyDocument", 400)]
    [InlineData("PutRolePolicy", """RoleName=known&PolicyName=p&PolicyDocument={"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"GetLogEvents","Resource":"*"}}""", "MalformedPolicyDocument", 400)]
    [InlineData("PutRolePolicy", """RoleName=known&PolicyName=p&PolicyDocument={"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"logs:*","Resource":"a-group"}}""", "MalformedPolicyDocument", 400)]
    [InlineData("GetRolePolicy", "RoleName=known&PolicyName=p", "NoSuchEntity", 404)]
    [InlineData("DeleteRolePolicy", "RoleName=known&PolicyName=p", "NoSuchEntity", 404)]
    [InlineData("ListRolePolicies", "RoleName=known&MaxItems=0", "ValidationError", 400)]
    [InlineData("DetachRolePolicy", "RoleName=known&PolicyArn=" + Core, "NotSupportedByLocalAws", 501)]
    public async Task IAM_refuses(string operation, string parameters, string code, int status)
    {
        server.Identity.AddRole("known");
        await Refused(code, status, operation, [.. parameters.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => (p[0], p[1]))]);
    }

    [Fact]
    public async Task IAM_is_signed_for_one_region()
    {
        using var elsewhere = new LocalAwsCaller(server) { Region = "eu-west-1" };
        var (_, body) = await elsewhere.Identity("GetRole", ("RoleName", "r"));
        Assert.Equal("SignatureDoesNotMatch", body.Element("Error")?.Element("Code")?.Value);
    }

    private async Task Refused(string code, int status, string operation, params (string, string)[] parameters)
    {
        var (answered, body) = await caller.Identity(operation, parameters);
        Assert.Equal((code, status), (body.Element("Error")?.Element("Code")?.Value, (int)answered));
    }
}
