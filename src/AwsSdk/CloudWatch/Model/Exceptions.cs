using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Another change of the same resource is in progress.</summary>
public sealed class ConcurrentModificationException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>An internal error of the service.</summary>
public sealed class InternalServiceException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The token of a page is invalid or has expired.</summary>
public sealed class InvalidNextTokenException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A parameter is invalid.</summary>
public sealed class InvalidParameterValueException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A quota is exceeded.</summary>
public sealed class LimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource does not exist.</summary>
public sealed class ResourceNotFoundException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode);
