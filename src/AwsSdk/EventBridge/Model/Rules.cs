using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>Makes or replaces a rule.</summary>
/// <remarks>Left out: event patterns and other event buses.</remarks>
public sealed class PutRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>Its name, 1 to 64 of letters, digits and <c>. - _</c>. Required.</summary>
    public string? Name { get; set; }

    /// <summary>When it acts, UTC: <c>rate(5 minutes)</c> or <c>cron(0 7 * * ? *)</c>, at most 256 characters.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>Whether it is in force; ENABLED by default.</summary>
    public RuleState? State { get; set; }

    /// <summary>What it is for, at most 512 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Its tags, at most 50; only a new rule takes them.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>The rule is set.</summary>
public sealed class PutRuleResponse : AmazonWebServiceResponse
{
    /// <summary>Its ARN.</summary>
    public string? RuleArn { get; set; }
}

/// <summary>Asks for a rule.</summary>
public sealed class DescribeRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The rule. Required.</summary>
    public string? Name { get; set; }
}

/// <summary>A rule that was asked for.</summary>
public sealed class DescribeRuleResponse : AmazonWebServiceResponse
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; set; }

    /// <summary>When it acts, UTC.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>Whether it is in force.</summary>
    public RuleState? State { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }
}

/// <summary>Deletes a rule that has no targets.</summary>
public sealed class DeleteRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The rule. Required.</summary>
    public string? Name { get; set; }
}

/// <summary>The rule is gone.</summary>
public sealed class DeleteRuleResponse : AmazonWebServiceResponse;
