using Amazon.EventBridge.Model;
using Amazon.Runtime;
using Amazon.StandIn;

namespace Amazon.EventBridge;

/// <summary>
/// A client of EventBridge for scheduled rules. The service's errors are <see cref="AmazonEventBridgeException"/>s; some errors have their own type.
/// The client retries throttled calls, server errors and broken connections before it throws an exception.
/// </summary>
/// <param name="credentials">The credentials of the caller.</param>
/// <param name="clientConfig">The Region or endpoint, the retries and the timeouts.</param>
public sealed class AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("EventBridge", "2015-10-07", "events", new RegionalEndpoints("events", govFips: "events", govFipsDualStack: "events"));

    // The errors that the model of the service lists for these operations, if the methods of this class can cause them.
    private static readonly ErrorTable Errors = new(static e => new AmazonEventBridgeException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["ConcurrentModificationException"] = static e => new Model.ConcurrentModificationException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InternalException"] = static e => new Model.InternalException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["LimitExceededException"] = static e => new Model.LimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ManagedRuleException"] = static e => new Model.ManagedRuleException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceNotFoundException"] = static e => new Model.ResourceNotFoundException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly JsonProtocol Wire = new(Service, Errors, "1.1", "AWSEvents", JsonModel.PascalCaseSeconds);

    /// <summary>Deletes a rule that has no targets. Deleting a rule that does not exist causes no exception.</summary>
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

    /// <summary>Lists the targets of a rule, one page per call.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.InternalException"/>
    public Task<ListTargetsByRuleResponse> ListTargetsByRuleAsync(ListTargetsByRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTargetsByRuleResponse>(request, cancellationToken);

    /// <summary>Creates or replaces a rule. The tags of an existing rule do not change.</summary>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.ManagedRuleException"/>
    /// <exception cref="Model.InternalException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<PutRuleResponse> PutRuleAsync(PutRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutRuleResponse>(request, cancellationToken);

    /// <summary>Adds targets to a rule, or replaces the targets with the same ids. Rejected targets cause no exception; check FailedEntryCount.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.ManagedRuleException"/>
    /// <exception cref="Model.InternalException"/>
    public Task<PutTargetsResponse> PutTargetsAsync(PutTargetsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutTargetsResponse>(request, cancellationToken);

    /// <summary>Removes targets from a rule. Targets that cannot be removed cause no exception; check FailedEntryCount.</summary>
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
