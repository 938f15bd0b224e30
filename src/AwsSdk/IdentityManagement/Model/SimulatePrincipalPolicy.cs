using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Asks what a user, group or role may do by its policies.</summary>
/// <remarks>Left out: policies to try beside its own, resource policies, and values of condition keys.</remarks>
public sealed class SimulatePrincipalPolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>ARN of the user, group or role. Required.</summary>
    public string? PolicySourceArn { get; set; }

    /// <summary>What it wants to do, such as <c>logs:PutLogEvents</c>. Required.</summary>
    public List<string>? ActionNames { get; set; }

    /// <summary>ARNs of what it wants to do it to; anything by default.</summary>
    public List<string>? ResourceArns { get; set; }

    /// <summary>Most results a page, 1 to 1,000; 100 by default.</summary>
    public int? MaxItems { get; set; }

    /// <summary>The marker of the page before.</summary>
    public string? Marker { get; set; }
}

/// <summary>One page of results.</summary>
public sealed class SimulatePrincipalPolicyResponse : AmazonWebServiceResponse
{
    /// <summary>One an action and resource.</summary>
    public List<EvaluationResult>? EvaluationResults { get; set; }

    /// <summary>Whether there is more.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>What to ask for more with.</summary>
    public string? Marker { get; set; }
}

/// <summary>Whether an action on a resource is allowed.</summary>
/// <remarks>Left out: the statements that decided, decisions a policy, and results a resource of actions on several.</remarks>
public sealed class EvaluationResult
{
    /// <summary>The action.</summary>
    public string? EvalActionName { get; set; }

    /// <summary>ARN of the resource, or <c>*</c>.</summary>
    public string? EvalResourceName { get; set; }

    /// <summary>Whether it is allowed, all in all.</summary>
    public PolicyEvaluationDecisionType? EvalDecision { get; set; }

    /// <summary>Condition keys of the policies whose values were not given.</summary>
    public List<string>? MissingContextValues { get; set; }

    /// <summary>What the organization says.</summary>
    public OrganizationsDecisionDetail? OrganizationsDecisionDetail { get; set; }

    /// <summary>What the permissions boundary says.</summary>
    public PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail { get; set; }
}

/// <summary>What the policies of the organization say.</summary>
public sealed class OrganizationsDecisionDetail
{
    /// <summary>Whether they allow it.</summary>
    public bool? AllowedByOrganizations { get; set; }
}

/// <summary>What the permissions boundary says.</summary>
public sealed class PermissionsBoundaryDecisionDetail
{
    /// <summary>Whether it allows it.</summary>
    public bool? AllowedByPermissionsBoundary { get; set; }
}
