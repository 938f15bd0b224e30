using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Requests which actions the policies of a user, group or role allow.</summary>
/// <remarks>Not supported: additional policies, resource policies, and values of condition keys.</remarks>
public sealed class SimulatePrincipalPolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The ARN of the user, group or role. Required.</summary>
    public string? PolicySourceArn { get; set; }

    /// <summary>The actions to simulate, such as <c>logs:PutLogEvents</c>. Required.</summary>
    public List<string>? ActionNames { get; set; }

    /// <summary>The ARNs of the resources to simulate. The default is all resources.</summary>
    public List<string>? ResourceArns { get; set; }

    /// <summary>The maximum number of results per page, 1 to 1,000. The default is 100.</summary>
    public int? MaxItems { get; set; }

    /// <summary>The marker from the previous response.</summary>
    public string? Marker { get; set; }
}

/// <summary>One page of results.</summary>
public sealed class SimulatePrincipalPolicyResponse : AmazonWebServiceResponse
{
    /// <summary>One result per action and resource.</summary>
    public List<EvaluationResult>? EvaluationResults { get; set; }

    /// <summary>True if there are more pages.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>The marker of the next page; null on the last page.</summary>
    public string? Marker { get; set; }
}

/// <summary>The decision on an action and a resource.</summary>
/// <remarks>Not supported: matched statements, decisions per policy, and results per resource for actions on several resources.</remarks>
public sealed class EvaluationResult
{
    /// <summary>The action.</summary>
    public string? EvalActionName { get; set; }

    /// <summary>The ARN of the resource, or <c>*</c>.</summary>
    public string? EvalResourceName { get; set; }

    /// <summary>The overall decision.</summary>
    public PolicyEvaluationDecisionType? EvalDecision { get; set; }

    /// <summary>The condition keys of the policies whose values were not specified.</summary>
    public List<string>? MissingContextValues { get; set; }

    /// <summary>The decision of the policies of the organization.</summary>
    public OrganizationsDecisionDetail? OrganizationsDecisionDetail { get; set; }

    /// <summary>The decision of the permissions boundary.</summary>
    public PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail { get; set; }
}

/// <summary>The decision of the policies of the organization.</summary>
public sealed class OrganizationsDecisionDetail
{
    /// <summary>True if the policies of the organization allow the action.</summary>
    public bool? AllowedByOrganizations { get; set; }
}

/// <summary>The decision of the permissions boundary.</summary>
public sealed class PermissionsBoundaryDecisionDetail
{
    /// <summary>True if the permissions boundary allows the action.</summary>
    public bool? AllowedByPermissionsBoundary { get; set; }
}
