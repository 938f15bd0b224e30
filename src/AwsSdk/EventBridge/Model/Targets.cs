using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>Adds targets to a rule, or replaces the targets with the same ids.</summary>
public sealed class PutTargetsRequest : AmazonEventBridgeRequest
{
    /// <summary>The name of the rule. Required.</summary>
    public string? Rule { get; set; }

    /// <summary>The targets, 1 to 100. A rule can have at most 5. Required.</summary>
    public List<Target>? Targets { get; set; }
}

/// <summary>Confirms that the targets were added, except the rejected targets.</summary>
public sealed class PutTargetsResponse : AmazonWebServiceResponse
{
    /// <summary>The number of rejected targets.</summary>
    public int? FailedEntryCount { get; set; }

    /// <summary>The targets that were rejected.</summary>
    public List<PutTargetsResultEntry>? FailedEntries { get; set; }
}

/// <summary>A target that was rejected.</summary>
public sealed class PutTargetsResultEntry
{
    /// <summary>The id of the target.</summary>
    public string? TargetId { get; set; }

    /// <summary>The reason, as a code.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The reason.</summary>
    public string? ErrorMessage { get; set; }
}

/// <summary>Removes targets from a rule.</summary>
public sealed class RemoveTargetsRequest : AmazonEventBridgeRequest
{
    /// <summary>The name of the rule. Required.</summary>
    public string? Rule { get; set; }

    /// <summary>The ids of the targets, 1 to 100. Required.</summary>
    public List<string>? Ids { get; set; }
}

/// <summary>Confirms that the targets were removed, except the targets listed in the response.</summary>
public sealed class RemoveTargetsResponse : AmazonWebServiceResponse
{
    /// <summary>The number of targets that were not removed.</summary>
    public int? FailedEntryCount { get; set; }

    /// <summary>The targets that were not removed.</summary>
    public List<RemoveTargetsResultEntry>? FailedEntries { get; set; }
}

/// <summary>A target that was not removed.</summary>
public sealed class RemoveTargetsResultEntry
{
    /// <summary>The id of the target.</summary>
    public string? TargetId { get; set; }

    /// <summary>The reason, as a code.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The reason.</summary>
    public string? ErrorMessage { get; set; }
}

/// <summary>Requests the targets of a rule.</summary>
public sealed class ListTargetsByRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The name of the rule. Required.</summary>
    public string? Rule { get; set; }

    /// <summary>The token from the previous response.</summary>
    public string? NextToken { get; set; }

    /// <summary>The maximum number of targets per page, 1 to 100.</summary>
    public int? Limit { get; set; }
}

/// <summary>One page of targets.</summary>
public sealed class ListTargetsByRuleResponse : AmazonWebServiceResponse
{
    /// <summary>The targets.</summary>
    public List<Target>? Targets { get; set; }

    /// <summary>The token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A target, which receives the events of a rule.</summary>
/// <remarks>Not supported: the other ways to transform an event, roles, and the parameters of single services.</remarks>
public sealed class Target
{
    /// <summary>The id of the target in the rule: 1 to 64 letters, digits and <c>. - _</c>. Required.</summary>
    public string? Id { get; set; }

    /// <summary>The ARN of the function, queue or topic. Required.</summary>
    public string? Arn { get; set; }

    /// <summary>The JSON that is sent instead of the event, at most 8,192 characters.</summary>
    public string? Input { get; set; }
}
