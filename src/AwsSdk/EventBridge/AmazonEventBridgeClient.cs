using Amazon.EventBridge.Model;
using Amazon.Runtime;
using Amazon.StandIn;

namespace Amazon.EventBridge;

/// <summary>
/// A client of EventBridge, the part that concerns rules that go by a clock. Errors of the service are <see cref="AmazonEventBridgeException"/>s, some with a type
/// of their own; throttling, server errors and broken connections have been retried before one is thrown.
/// </summary>
/// <param name="credentials">Who calls.</param>
/// <param name="clientConfig">Region or endpoint, retries and timeouts.</param>
public sealed class AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("EventBridge", "2015-10-07", "events", new RegionalEndpoints("events", govFips: "events", govFipsDualStack: "events"));

    // Of the errors the service's model names for these operations, those that the members here can meet.
    private static readonly ErrorTable Errors = new(static e => new AmazonEventBridgeException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["ConcurrentModificationException"] = static e => new Model.ConcurrentModificationException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InternalException"] = static e => new Model.InternalException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["LimitExceededException"] = static e => new Model.LimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ManagedRuleException"] = static e => new Model.ManagedRuleException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceNotFoundException"] = static e => new Model.ResourceNotFoundException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly JsonProtocol Wire = new(Service, Errors, "1.1", "AWSEvents", JsonModel.PascalCaseSeconds);

    /// <summary>Deletes a rule that has no targets. That there is none is no error.</summary>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.ManagedRuleException"/>
    /// <exception cref="Model.InternalException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<DeleteRuleResponse> DeleteRuleAsync(DeleteRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteRuleResponse>(request, cancellationToken);

    /// <summary>Reads a rule.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.InternalException"/>
    public Task<DescribeRuleResponse> DescribeRuleAsync(DescribeRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeRuleResponse>(request, cancellationToken);

    /// <summary>Reads the tags of a rule.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.InternalException"/>
    public Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, cancellationToken);

    /// <summary>Lists the targets of a rule, a page a call.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.InternalException"/>
    public Task<ListTargetsByRuleResponse> ListTargetsByRuleAsync(ListTargetsByRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTargetsByRuleResponse>(request, cancellationToken);

    /// <summary>Makes or replaces a rule. Tags of a rule there was stay as they were.</summary>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.ManagedRuleException"/>
    /// <exception cref="Model.InternalException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<PutRuleResponse> PutRuleAsync(PutRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutRuleResponse>(request, cancellationToken);

    /// <summary>Adds targets to a rule, or replaces those of the same ids. Look at FailedEntryCount: targets rejected are no error.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.ManagedRuleException"/>
    /// <exception cref="Model.InternalException"/>
    public Task<PutTargetsResponse> PutTargetsAsync(PutTargetsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutTargetsResponse>(request, cancellationToken);

    /// <summary>Removes targets of a rule. Look at FailedEntryCount: targets that stay are no error.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.ManagedRuleException"/>
    /// <exception cref="Model.InternalException"/>
    public Task<RemoveTargetsResponse> RemoveTargetsAsync(RemoveTargetsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RemoveTargetsResponse>(request, cancellationToken);

    /// <summary>Adds tags to a rule, or changes their values.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.InternalException"/>
    /// <exception cref="Model.ManagedRuleException"/>
    public Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, cancellationToken);
}
