using LocalAws.Logs;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Identity;

/// <summary>What IAM's API model (2010-05-08) demands of each request.</summary>
internal static class IdentityShapes
{
    private static readonly Rule RoleName = Required(Text(1, 64, @"[A-Za-z0-9_+=,.@-]+"));
    private static readonly Rule ProfileName = Required(Text(1, 128, @"[A-Za-z0-9_+=,.@-]+"));
    private static readonly Rule PolicyName = Required(Text(1, 128, @"[A-Za-z0-9_+=,.@-]+"));
    private static readonly Rule Path = Text(1, 512, @"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)");
    private static readonly Rule Arn = Text(20, 2048);
    private static readonly Rule Document = Text(1, 131_072, @"[\u0009\u000A\u000D\u0020-\u00FF]+");
    private static readonly Rule Marker = Text(1, 320, @"[\u0020-\u00FF]+");
    private static readonly Rule MaxItems = Int(1, 1000);
    private static readonly Rule Tags = List(new Shape { { "Key", Required(LogsShapes.TagKey) }, { "Value", Required(LogsShapes.TagValue) } }, 0, 50);

    /// <summary>GetRole, DeleteRole.</summary>
    public static readonly Shape ByRoleName = new() { { "RoleName", RoleName } };

    /// <summary>GetRolePolicy, DeleteRolePolicy.</summary>
    public static readonly Shape ByPolicyName = new() { { "RoleName", RoleName }, { "PolicyName", PolicyName } };

    public static readonly Shape PutRolePolicy = new() { { "RoleName", RoleName }, { "PolicyName", PolicyName }, { "PolicyDocument", Required(Document) } };

    public static readonly Shape ListRolePolicies = new() { { "RoleName", RoleName }, { "Marker", Marker }, { "MaxItems", MaxItems } };

    public static readonly Shape TagRole = new() { { "RoleName", RoleName }, { "Tags", Required(Tags) } };

    public static readonly Shape UpdateAssumeRolePolicy = new() { { "RoleName", RoleName }, { "PolicyDocument", Required(Document) } };

    public static readonly Shape CreateRole = new()
    {
        { "Path", Path },
        { "RoleName", RoleName },
        { "AssumeRolePolicyDocument", Required(Document) },
        { "Description", Text(0, 1000, @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*") },
        { "MaxSessionDuration", Int(3600, 43_200) },
        { "PermissionsBoundary", Unsupported() },
        { "Tags", Tags },
    };

    public static readonly Shape ListAttachedRolePolicies = new()
    {
        { "RoleName", RoleName },
        { "PathPrefix", Text(1, 512, @"((/[A-Za-z0-9\.,\+@=_-]+)*)/") },
        { "Marker", Marker },
        { "MaxItems", MaxItems },
    };

    public static readonly Shape AttachRolePolicy = new() { { "RoleName", RoleName }, { "PolicyArn", Required(Arn) } };

    public static readonly Shape GetInstanceProfile = new() { { "InstanceProfileName", ProfileName } };

    public static readonly Shape CreateInstanceProfile = new() { { "InstanceProfileName", ProfileName }, { "Path", Path }, { "Tags", Tags } };

    public static readonly Shape AddRoleToInstanceProfile = new() { { "InstanceProfileName", ProfileName }, { "RoleName", RoleName } };

    public static readonly Shape SimulatePrincipalPolicy = new()
    {
        { "PolicySourceArn", Required(Arn) },
        { "PolicyInputList", Unsupported() },
        { "PermissionsBoundaryPolicyInputList", Unsupported() },
        { "ActionNames", Required(List(Text(3, 128), 0, int.MaxValue)) },
        { "ResourceArns", List(Text(1, 2048), 0, int.MaxValue) },
        { "ResourcePolicy", Unsupported() },
        { "ResourceOwner", Unsupported() },
        { "CallerArn", Unsupported() },
        { "ContextEntries", Unsupported() },
        { "ResourceHandlingOption", Unsupported() },
        { "MaxItems", MaxItems },
        { "Marker", Marker },
    };
}
