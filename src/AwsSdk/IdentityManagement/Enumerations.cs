using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>The decision of policies on an action.</summary>
public sealed class PolicyEvaluationDecisionType : ConstantClass
{
    /// <summary>The policies allow the action.</summary>
    public static readonly PolicyEvaluationDecisionType Allowed = new("allowed");

    /// <summary>A statement denies the action.</summary>
    public static readonly PolicyEvaluationDecisionType ExplicitDeny = new("explicitDeny");

    /// <summary>No statement allows the action.</summary>
    public static readonly PolicyEvaluationDecisionType ImplicitDeny = new("implicitDeny");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public PolicyEvaluationDecisionType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static PolicyEvaluationDecisionType FindValue(string value) => FindValue<PolicyEvaluationDecisionType>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator PolicyEvaluationDecisionType(string value) => FindValue(value);
}
