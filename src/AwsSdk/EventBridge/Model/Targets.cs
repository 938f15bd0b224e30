using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>Adds targets to a rule, or replaces those of the same ids.</summary>
public sealed class PutTargetsRequest : AmazonEventBridgeRequest
{
    /// <summary>The rule. Required.</summary>
    public string? Rule { get; set; }

    /// <summary>The targets, 1 to 100; a rule has at most 5. Required.</summary>
    public List<Target>? Targets { get; set; }
}

/// <summary>The targets are set, but for those rejected.</summary>
public sealed class PutTargetsResponse : AmazonWebServiceResponse
{
    /// <summary>How many were rejected.</summary>
    public int? FailedEntryCount { get; set; }

    /// <summary>Those that were.</summary>
    public List<PutTargetsResultEntry>? FailedEntries { get; set; }
}

/// <summary>A target that was rejected.</summary>
public sealed class PutTargetsResultEntry
{
    /// <summary>Its id.</summary>
    public string? TargetId { get; set; }

    /// <summary>Why, as a code.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Why.</summary>
    public string? ErrorMessage { get; set; }
}

/// <summary>Removes targets of a rule.</summary>
public sealed class RemoveTargetsRequest : AmazonEventBridgeRequest
{
    /// <summary>The rule. Required.</summary>
    public string? Rule { get; set; }

    /// <summary>Ids of the targets, 1 to 100. Required.</summary>
    public List<string>? Ids { get; set; }
}

/// <summary>The targets are gone, but for those that stay.</summary>
public sealed class RemoveTargetsResponse : AmazonWebServiceResponse
{
    /// <summary>How many stay.</summary>
    public int? FailedEntryCount { get; set; }

    /// <summary>Those that do.</summary>
    public List<RemoveTargetsResultEntry>? FailedEntries { get; set; }
}

/// <summary>A target that stays.</summary>
public sealed class RemoveTargetsResultEntry
{
    /// <summary>Its id.</summary>
    public string? TargetId { get; set; }

    /// <summary>Why, as a code.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Why.</summary>
    public string? ErrorMessage { get; set; }
}

/// <summary>Asks for the targets of a rule.</summary>
public sealed class ListTargetsByRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The rule. Required.</summary>
    public string? Rule { get; set; }

    /// <summary>The token of the page before.</summary>
    public string? NextToken { get; set; }

    /// <summary>Most targets a page, 1 to 100.</summary>
    public int? Limit { get; set; }
}

/// <summary>One page of targets.</summary>
public sealed class ListTargetsByRuleResponse : AmazonWebServiceResponse
{
    /// <summary>The targets.</summary>
    public List<Target>? Targets { get; set; }

    /// <summary>What to ask for more with; absent on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>What a rule sends its events to.</summary>
/// <remarks>Left out: the other ways to shape an event, roles, and what single services need.</remarks>
public sealed class Target
{
    /// <summary>Its id in the rule, 1 to 64 of letters, digits and <c>. - _</c>. Required.</summary>
    public string? Id { get; set; }

    /// <summary>ARN of the function, queue or topic. Required.</summary>
    public string? Arn { get; set; }

    /// <summary>JSON to send instead of the event, at most 8,192 characters.</summary>
    public string? Input { get; set; }
}
