using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>The state of a rule.</summary>
public sealed class RuleState : ConstantClass
{
    /// <summary>The rule is disabled.</summary>
    public static readonly RuleState DISABLED = new("DISABLED");

    /// <summary>The rule is enabled.</summary>
    public static readonly RuleState ENABLED = new("ENABLED");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public RuleState(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static RuleState FindValue(string value) => FindValue<RuleState>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator RuleState(string value) => FindValue(value);
}
