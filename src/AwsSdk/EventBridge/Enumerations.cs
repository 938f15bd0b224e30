using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>Whether a rule is in force.</summary>
public sealed class RuleState : ConstantClass
{
    /// <summary>It is not.</summary>
    public static readonly RuleState DISABLED = new("DISABLED");

    /// <summary>It is.</summary>
    public static readonly RuleState ENABLED = new("ENABLED");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public RuleState(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static RuleState FindValue(string value) => FindValue<RuleState>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator RuleState(string value) => FindValue(value);
}
