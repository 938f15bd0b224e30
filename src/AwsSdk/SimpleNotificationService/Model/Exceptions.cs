using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The caller does not have the permission.</summary>
public sealed class AuthorizationErrorException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Another change of the same tags is in progress.</summary>
public sealed class ConcurrentAccessException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The quota of filter policies is exceeded.</summary>
public sealed class FilterPolicyLimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>An internal error of the service.</summary>
public sealed class InternalErrorException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A parameter is invalid.</summary>
public sealed class InvalidParameterException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The signature of the request is invalid, or the type of credentials is wrong.</summary>
public sealed class InvalidSecurityException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The topic cannot be deleted in its current state.</summary>
public sealed class InvalidStateException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The topic or subscription does not exist.</summary>
public sealed class NotFoundException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The quota of replays is exceeded.</summary>
public sealed class ReplayLimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource of the tags does not exist.</summary>
public sealed class ResourceNotFoundException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A tag was added to a topic that has the same ARN as a deleted topic.</summary>
public sealed class StaleTagException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The quota of subscriptions is exceeded.</summary>
public sealed class SubscriptionLimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A topic has at most 50 tags.</summary>
public sealed class TagLimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The tags violate the tag policy of the organization.</summary>
public sealed class TagPolicyException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The quota of topics is exceeded.</summary>
public sealed class TopicLimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
