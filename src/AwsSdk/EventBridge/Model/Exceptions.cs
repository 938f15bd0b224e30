using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>Another change of the same rule or tag is in progress.</summary>
public sealed class ConcurrentModificationException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEventBridgeException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>An internal error of the service.</summary>
public sealed class InternalException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEventBridgeException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A quota is exceeded.</summary>
public sealed class LimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEventBridgeException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Only the service that created the rule can change the rule.</summary>
public sealed class ManagedRuleException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEventBridgeException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource does not exist.</summary>
public sealed class ResourceNotFoundException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonEventBridgeException(message, innerException, errorType, errorCode, requestId, statusCode);
