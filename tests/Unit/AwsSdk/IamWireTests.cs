using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Requests and answers of IAM as its API reference shows them.</summary>
public sealed class IamWireTests
{
    private const string TrustPolicy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com"]},"Action":["sts:AssumeRole"]}]}""";

    private static readonly string RoleXml = $"""
        <Path>/application_abc/component_xyz/</Path>
        <Arn>arn:aws:iam::123456789012:role/application_abc/component_xyz/S3Access</Arn>
        <RoleName>S3Access</RoleName>
        <AssumeRolePolicyDocument>{Uri.EscapeDataString(TrustPolicy)}</AssumeRolePolicyDocument>
        <CreateDate>2012-05-08T23:34:01.495Z</CreateDate>
        <RoleId>AROADBQP57FF2AEXAMPLE</RoleId>
        <Description>d &amp; e</Description>
        <MaxSessionDuration>3600</MaxSessionDuration>
        <Tags><member><Key>created-by</Key><Value>AwsLoginAudit</Value></member></Tags>
        <RoleLastUsed><Region>us-east-1</Region></RoleLastUsed>
        """;

    [Fact]
    public async Task GetRole_reads_a_role()
    {
        var response = await ExchangeAsync((iam, token) => iam.GetRoleAsync(new() { RoleName = "S3Access" }, token), "GetRole", $"<Role>{RoleXml}</Role>", "RoleName=S3Access");
        AssertIsTheRole(response.Role!);
    }

    [Fact]
    public async Task CreateRole_sends_and_reads_a_role()
    {
        var response = await ExchangeAsync(
            (iam, token) => iam.CreateRoleAsync(
                new()
                {
                    Path = "/application_abc/component_xyz/",
                    RoleName = "S3Access",
                    AssumeRolePolicyDocument = TrustPolicy,
                    Description = "d & e",
                    MaxSessionDuration = 3600,
                    Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }],
                },
                token),
            "CreateRole",
            $"<Role>{RoleXml}</Role>",
            "Path=/application_abc/component_xyz/",
            "RoleName=S3Access",
            "AssumeRolePolicyDocument=" + TrustPolicy,
            "Description=d & e",
            "MaxSessionDuration=3600",
            "Tags.member.1.Key=created-by",
            "Tags.member.1.Value=AwsLoginAudit");

        AssertIsTheRole(response.Role!);
    }

    [Fact]
    public async Task ListAttachedRolePolicies_reads_a_page()
    {
        var response = await ExchangeAsync(
            (iam, token) => iam.ListAttachedRolePoliciesAsync(new() { RoleName = "r", PathPrefix = "/", Marker = "m1", MaxItems = 2 }, token),
            "ListAttachedRolePolicies",
            """
            <AttachedPolicies>
              <member><PolicyName>CloudWatchAgentServerPolicy</PolicyName><PolicyArn>arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy</PolicyArn></member>
              <member><PolicyName>AmazonSSMManagedInstanceCore</PolicyName><PolicyArn>arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore</PolicyArn></member>
            </AttachedPolicies>
            <IsTruncated>true</IsTruncated>
            <Marker>m2</Marker>
            """,
            "RoleName=r",
            "PathPrefix=/",
            "Marker=m1",
            "MaxItems=2");

        Assert.Equal(
            [("CloudWatchAgentServerPolicy", "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"), ("AmazonSSMManagedInstanceCore", "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")],
            response.AttachedPolicies!.Select(policy => (policy.PolicyName, policy.PolicyArn)));
        Assert.True(response.IsTruncated);
        Assert.Equal("m2", response.Marker);
    }

    [Fact]
    public Task AttachRolePolicy_sends_role_and_policy() => ExchangeAsync(
        (iam, token) => iam.AttachRolePolicyAsync(new() { RoleName = "r", PolicyArn = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" }, token),
        "AttachRolePolicy",
        null,
        "RoleName=r",
        "PolicyArn=arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy");

    [Fact]
    public Task PutRolePolicy_sends_the_policy() => ExchangeAsync(
        (iam, token) => iam.PutRolePolicyAsync(new() { RoleName = "r", PolicyName = "p", PolicyDocument = TrustPolicy }, token),
        "PutRolePolicy",
        null,
        "RoleName=r",
        "PolicyName=p",
        "PolicyDocument=" + TrustPolicy);

    [Fact]
    public async Task GetRolePolicy_reads_the_policy()
    {
        var response = await ExchangeAsync(
            (iam, token) => iam.GetRolePolicyAsync(new() { RoleName = "r", PolicyName = "p" }, token),
            "GetRolePolicy",
            $"<PolicyName>p</PolicyName><RoleName>r</RoleName><PolicyDocument>{Uri.EscapeDataString(TrustPolicy)}</PolicyDocument>",
            "RoleName=r",
            "PolicyName=p");

        Assert.Equal(("r", "p", TrustPolicy), (response.RoleName, response.PolicyName, Uri.UnescapeDataString(response.PolicyDocument!)));
    }

    [Fact]
    public async Task ListRolePolicies_reads_a_page()
    {
        var response = await ExchangeAsync(
            (iam, token) => iam.ListRolePoliciesAsync(new() { RoleName = "r", Marker = "m1", MaxItems = 2 }, token),
            "ListRolePolicies",
            "<PolicyNames><member>p1</member><member>p2</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m2</Marker>",
            "RoleName=r",
            "Marker=m1",
            "MaxItems=2");

        Assert.Equal(["p1", "p2"], response.PolicyNames!);
        Assert.Equal((true, "m2"), (response.IsTruncated!.Value, response.Marker));
    }

    [Fact]
    public Task DeleteRolePolicy_sends_role_and_name() => ExchangeAsync(
        (iam, token) => iam.DeleteRolePolicyAsync(new() { RoleName = "r", PolicyName = "p" }, token), "DeleteRolePolicy", null, "RoleName=r", "PolicyName=p");

    [Fact]
    public Task DeleteRole_sends_its_name() => ExchangeAsync((iam, token) => iam.DeleteRoleAsync(new() { RoleName = "r" }, token), "DeleteRole", null, "RoleName=r");

    [Fact]
    public Task TagRole_sends_tags() => ExchangeAsync(
        (iam, token) => iam.TagRoleAsync(new() { RoleName = "r", Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, token),
        "TagRole",
        null,
        "RoleName=r",
        "Tags.member.1.Key=created-by",
        "Tags.member.1.Value=AwsLoginAudit");

    [Fact]
    public Task UpdateAssumeRolePolicy_sends_the_policy() => ExchangeAsync(
        (iam, token) => iam.UpdateAssumeRolePolicyAsync(new() { RoleName = "r", PolicyDocument = TrustPolicy }, token),
        "UpdateAssumeRolePolicy",
        null,
        "RoleName=r",
        "PolicyDocument=" + TrustPolicy);

    [Fact]
    public async Task GetInstanceProfile_reads_it_with_its_role()
    {
        var response = await ExchangeAsync(
            (iam, token) => iam.GetInstanceProfileAsync(new() { InstanceProfileName = "Webserver" }, token),
            "GetInstanceProfile",
            $"<InstanceProfile>{ProfileXml($"<Roles><member>{RoleXml}</member></Roles>")}</InstanceProfile>",
            "InstanceProfileName=Webserver");

        AssertIsTheProfile(response.InstanceProfile!);
        AssertIsTheRole(Assert.Single(response.InstanceProfile!.Roles!));
    }

    [Fact]
    public async Task CreateInstanceProfile_sends_tags_and_reads_it_without_a_role()
    {
        var response = await ExchangeAsync(
            (iam, token) => iam.CreateInstanceProfileAsync(new() { InstanceProfileName = "Webserver", Path = "/p/", Tags = [new() { Key = "created-by", Value = "AwsLoginAudit" }] }, token),
            "CreateInstanceProfile",
            $"<InstanceProfile>{ProfileXml("<Roles/>")}</InstanceProfile>",
            "InstanceProfileName=Webserver",
            "Path=/p/",
            "Tags.member.1.Key=created-by",
            "Tags.member.1.Value=AwsLoginAudit");

        AssertIsTheProfile(response.InstanceProfile!);
        Assert.Empty(response.InstanceProfile!.Roles!);
    }

    [Fact]
    public Task AddRoleToInstanceProfile_sends_both() => ExchangeAsync(
        (iam, token) => iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = "Webserver", RoleName = "r" }, token),
        "AddRoleToInstanceProfile",
        null,
        "InstanceProfileName=Webserver",
        "RoleName=r");

    [Fact]
    public async Task SimulatePrincipalPolicy_reads_decisions()
    {
        var response = await ExchangeAsync(
            (iam, token) => iam.SimulatePrincipalPolicyAsync(
                new()
                {
                    PolicySourceArn = "arn:aws:iam::123456789012:role/r",
                    ActionNames = ["logs:PutLogEvents", "ssm:GetParameter"],
                    ResourceArns = ["*"],
                    MaxItems = 100,
                    Marker = "m1",
                },
                token),
            "SimulatePrincipalPolicy",
            """
            <EvaluationResults>
              <member>
                <MatchedStatements>
                  <member><SourcePolicyId>p</SourcePolicyId><EndPosition><Column>5</Column><Line>4</Line></EndPosition></member>
                </MatchedStatements>
                <MissingContextValues/>
                <EvalResourceName>*</EvalResourceName>
                <EvalDecision>allowed</EvalDecision>
                <EvalActionName>logs:PutLogEvents</EvalActionName>
                <OrganizationsDecisionDetail><AllowedByOrganizations>true</AllowedByOrganizations></OrganizationsDecisionDetail>
              </member>
              <member>
                <MissingContextValues><member>aws:RequestedRegion</member></MissingContextValues>
                <EvalResourceName>*</EvalResourceName>
                <EvalDecision>implicitDeny</EvalDecision>
                <EvalActionName>ssm:GetParameter</EvalActionName>
                <PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>
              </member>
            </EvaluationResults>
            <IsTruncated>false</IsTruncated>
            <Marker>m2</Marker>
            """,
            "PolicySourceArn=arn:aws:iam::123456789012:role/r",
            "ActionNames.member.1=logs:PutLogEvents",
            "ActionNames.member.2=ssm:GetParameter",
            "ResourceArns.member.1=*",
            "MaxItems=100",
            "Marker=m1");

        var (allowed, denied) = (response.EvaluationResults![0], response.EvaluationResults[1]);
        Assert.Equal(("logs:PutLogEvents", "*"), (allowed.EvalActionName, allowed.EvalResourceName));
        Assert.Same(PolicyEvaluationDecisionType.Allowed, allowed.EvalDecision);
        Assert.True(allowed.OrganizationsDecisionDetail!.AllowedByOrganizations);
        Assert.Empty(allowed.MissingContextValues!);
        Assert.Same(PolicyEvaluationDecisionType.ImplicitDeny, denied.EvalDecision);
        Assert.Equal(["aws:RequestedRegion"], denied.MissingContextValues!);
        Assert.False(denied.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary);
        Assert.Null(denied.OrganizationsDecisionDetail);
        Assert.False(response.IsTruncated);
        Assert.Equal("m2", response.Marker);
    }

    private static string ProfileXml(string roles) => $"""
        <InstanceProfileId>AIPAD5ARO2C5EXAMPLE3G</InstanceProfileId>
        {roles}
        <InstanceProfileName>Webserver</InstanceProfileName>
        <Path>/p/</Path>
        <Arn>arn:aws:iam::123456789012:instance-profile/p/Webserver</Arn>
        <CreateDate>2012-05-09T16:11:10Z</CreateDate>
        <Tags><member><Key>created-by</Key><Value>AwsLoginAudit</Value></member></Tags>
        """;

    private static void AssertIsTheProfile(InstanceProfile profile)
    {
        Assert.Equal(("AIPAD5ARO2C5EXAMPLE3G", "Webserver", "/p/", "arn:aws:iam::123456789012:instance-profile/p/Webserver"), (profile.InstanceProfileId, profile.InstanceProfileName, profile.Path, profile.Arn));
        Assert.Equal(Epoch.Utc("2012-05-09T16:11:10Z"), profile.CreateDate);
        Assert.Equal("AwsLoginAudit", Assert.Single(profile.Tags!).Value);
    }

    private static void AssertIsTheRole(Role role)
    {
        Assert.Equal(("S3Access", "/application_abc/component_xyz/", "AROADBQP57FF2AEXAMPLE", "arn:aws:iam::123456789012:role/application_abc/component_xyz/S3Access"), (role.RoleName, role.Path, role.RoleId, role.Arn));
        Assert.Equal(Epoch.Utc("2012-05-08T23:34:01.495Z"), role.CreateDate);
        Assert.Equal(DateTimeKind.Utc, role.CreateDate!.Value.Kind);
        Assert.Equal(TrustPolicy, Uri.UnescapeDataString(role.AssumeRolePolicyDocument!));
        Assert.Equal(("d & e", 3600), (role.Description, role.MaxSessionDuration));
        var tag = Assert.Single(role.Tags!);
        Assert.Equal(("created-by", "AwsLoginAudit"), (tag.Key, tag.Value));
    }

    private static async Task<TResponse> ExchangeAsync<TResponse>(
        Func<AmazonIdentityManagementServiceClient, CancellationToken, Task<TResponse>> call, string operation, string? result, params string[] fields)
        where TResponse : AmazonWebServiceResponse
    {
        await using var server = await RecordingServer.StartAsync(QueryAnswer.Of("https://iam.amazonaws.com/doc/2010-05-08/", operation, result));
        using var iam = server.Iam();
        var response = await call(iam, TestContext.Current.CancellationToken);
        WireAssert.IsQueryCall(Assert.Single(server.Requests), "2010-05-08", operation, "iam", fields);
        Assert.Equal(RecordingServer.RequestId, response.ResponseMetadata.RequestId);
        return response;
    }
}
