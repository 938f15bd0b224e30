using Amazon.Runtime;
using Amazon.SimpleNotificationService.Model;
using Amazon.StandIn;

namespace Amazon.SimpleNotificationService;

/// <summary>
/// A client of SNS for topics, their subscriptions and their tags. The service's errors are <see cref="AmazonSimpleNotificationServiceException"/>s; some errors have their own type.
/// The client retries throttled calls, server errors and broken connections before it throws an exception.
/// </summary>
/// <param name="credentials">The credentials of the caller.</param>
/// <param name="clientConfig">The Region or endpoint, the retries and the timeouts.</param>
public sealed class AmazonSimpleNotificationServiceClient(AWSCredentials credentials, AmazonSimpleNotificationServiceConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("SNS", "2010-03-31", "sns", new RegionalEndpoints("sns", govFips: "sns", govFipsDualStack: "sns-fips"));

    // As in the published SDK, only the errors that the model of the service lists for these operations have types.
    private static readonly ErrorTable Errors = new(static e => new AmazonSimpleNotificationServiceException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["AuthorizationError"] = static e => new Model.AuthorizationErrorException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ConcurrentAccess"] = static e => new Model.ConcurrentAccessException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["FilterPolicyLimitExceeded"] = static e => new Model.FilterPolicyLimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InternalError"] = static e => new Model.InternalErrorException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidParameter"] = static e => new Model.InvalidParameterException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidSecurity"] = static e => new Model.InvalidSecurityException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidState"] = static e => new Model.InvalidStateException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["NotFound"] = static e => new Model.NotFoundException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ReplayLimitExceeded"] = static e => new Model.ReplayLimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceNotFound"] = static e => new Model.ResourceNotFoundException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["StaleTag"] = static e => new Model.StaleTagException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["SubscriptionLimitExceeded"] = static e => new Model.SubscriptionLimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["TagLimitExceeded"] = static e => new Model.TagLimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["TagPolicy"] = static e => new Model.TagPolicyException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["TopicLimitExceeded"] = static e => new Model.TopicLimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly QueryProtocol Wire = new(Service, Errors);

    /// <summary>Creates a topic, or returns the existing topic with the same name, attributes and tags.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.TopicLimitExceededException"/>
    /// <exception cref="Model.InternalErrorException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    /// <exception cref="Model.InvalidSecurityException"/>
    /// <exception cref="Model.TagLimitExceededException"/>
    /// <exception cref="Model.StaleTagException"/>
    /// <exception cref="Model.TagPolicyException"/>
    /// <exception cref="Model.ConcurrentAccessException"/>
    public Task<CreateTopicResponse> CreateTopicAsync(CreateTopicRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateTopicResponse>(request, cancellationToken);

    /// <summary>Deletes a topic and its subscriptions. Deleting a topic that does not exist causes no exception.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.InvalidStateException"/>
    /// <exception cref="Model.InternalErrorException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    /// <exception cref="Model.NotFoundException"/>
    /// <exception cref="Model.StaleTagException"/>
    /// <exception cref="Model.TagPolicyException"/>
    /// <exception cref="Model.ConcurrentAccessException"/>
    public Task<DeleteTopicResponse> DeleteTopicAsync(DeleteTopicRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteTopicResponse>(request, cancellationToken);

    /// <summary>Reads the attributes of a subscription.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.InternalErrorException"/>
    /// <exception cref="Model.NotFoundException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    public Task<GetSubscriptionAttributesResponse> GetSubscriptionAttributesAsync(GetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetSubscriptionAttributesResponse>(request, cancellationToken);

    /// <summary>Reads the attributes of a topic.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.InternalErrorException"/>
    /// <exception cref="Model.NotFoundException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    /// <exception cref="Model.InvalidSecurityException"/>
    public Task<GetTopicAttributesResponse> GetTopicAttributesAsync(GetTopicAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetTopicAttributesResponse>(request, cancellationToken);

    /// <summary>Lists the subscriptions of a topic, 100 per page.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.InternalErrorException"/>
    /// <exception cref="Model.NotFoundException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    public Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListSubscriptionsByTopicResponse>(request, cancellationToken);

    /// <summary>Lists the tags of a topic.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.TagPolicyException"/>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    /// <exception cref="Model.ConcurrentAccessException"/>
    public Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, cancellationToken);

    /// <summary>Sets one attribute of a topic.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.InternalErrorException"/>
    /// <exception cref="Model.NotFoundException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    /// <exception cref="Model.InvalidSecurityException"/>
    public Task<SetTopicAttributesResponse> SetTopicAttributesAsync(SetTopicAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SetTopicAttributesResponse>(request, cancellationToken);

    /// <summary>Subscribes an endpoint to a topic.</summary>
    /// <exception cref="Model.SubscriptionLimitExceededException"/>
    /// <exception cref="Model.FilterPolicyLimitExceededException"/>
    /// <exception cref="Model.ReplayLimitExceededException"/>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.InternalErrorException"/>
    /// <exception cref="Model.NotFoundException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    /// <exception cref="Model.InvalidSecurityException"/>
    public Task<SubscribeResponse> SubscribeAsync(SubscribeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SubscribeResponse>(request, cancellationToken);

    /// <summary>Adds tags to a topic, or changes their values.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.TagLimitExceededException"/>
    /// <exception cref="Model.StaleTagException"/>
    /// <exception cref="Model.TagPolicyException"/>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    /// <exception cref="Model.ConcurrentAccessException"/>
    public Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, cancellationToken);

    /// <summary>Deletes a subscription.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.InternalErrorException"/>
    /// <exception cref="Model.AuthorizationErrorException"/>
    /// <exception cref="Model.NotFoundException"/>
    /// <exception cref="Model.InvalidSecurityException"/>
    public Task<UnsubscribeResponse> UnsubscribeAsync(UnsubscribeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UnsubscribeResponse>(request, cancellationToken);
}
