using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>Whether policies allow an action.</summary>
public sealed class PolicyEvaluationDecisionType : ConstantClass
{
    /// <summary>They do.</summary>
    public static readonly PolicyEvaluationDecisionType Allowed = new("allowed");

    /// <summary>A statement denies it.</summary>
    public static readonly PolicyEvaluationDecisionType ExplicitDeny = new("explicitDeny");

    /// <summary>No statement allows it.</summary>
    public static readonly PolicyEvaluationDecisionType ImplicitDeny = new("implicitDeny");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public PolicyEvaluationDecisionType(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static PolicyEvaluationDecisionType FindValue(string value) => FindValue<PolicyEvaluationDecisionType>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator PolicyEvaluationDecisionType(string value) => FindValue(value);
}
