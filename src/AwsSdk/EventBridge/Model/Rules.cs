using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>Creates or replaces a rule.</summary>
/// <remarks>Not supported: event patterns and other event buses.</remarks>
public sealed class PutRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The name of the rule: 1 to 64 letters, digits and <c>. - _</c>. Required.</summary>
    public string? Name { get; set; }

    /// <summary>The schedule in UTC, such as <c>rate(5 minutes)</c> or <c>cron(0 7 * * ? *)</c>; at most 256 characters.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>The state of the rule. The default is ENABLED.</summary>
    public RuleState? State { get; set; }

    /// <summary>The description of the rule, at most 512 characters.</summary>
    public string? Description { get; set; }

    /// <summary>The tags of the rule, at most 50. Only a new rule can have tags here.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Confirms that the rule was created or replaced.</summary>
public sealed class PutRuleResponse : AmazonWebServiceResponse
{
    /// <summary>The ARN of the rule.</summary>
    public string? RuleArn { get; set; }
}

/// <summary>Requests a rule.</summary>
public sealed class DescribeRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The name of the rule. Required.</summary>
    public string? Name { get; set; }
}

/// <summary>The requested rule.</summary>
public sealed class DescribeRuleResponse : AmazonWebServiceResponse
{
    /// <summary>The name of the rule.</summary>
    public string? Name { get; set; }

    /// <summary>The ARN of the rule.</summary>
    public string? Arn { get; set; }

    /// <summary>The schedule in UTC.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>The state of the rule.</summary>
    public RuleState? State { get; set; }

    /// <summary>The description of the rule.</summary>
    public string? Description { get; set; }
}

/// <summary>Deletes a rule that has no targets.</summary>
public sealed class DeleteRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The name of the rule. Required.</summary>
    public string? Name { get; set; }
}

/// <summary>Confirms that the rule was deleted.</summary>
public sealed class DeleteRuleResponse : AmazonWebServiceResponse;
