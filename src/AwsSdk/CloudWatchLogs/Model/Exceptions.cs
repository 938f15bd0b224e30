using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The events were already received.</summary>
public sealed class DataAlreadyAcceptedException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The operation does not fit the resource.</summary>
public sealed class InvalidOperationException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A parameter is invalid.</summary>
public sealed class InvalidParameterException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The sequence token is wrong.</summary>
public sealed class InvalidSequenceTokenException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A quota is exceeded.</summary>
public sealed class LimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The query is invalid.</summary>
public sealed class MalformedQueryException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Another change of the same resource was in progress.</summary>
public sealed class OperationAbortedException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource already exists.</summary>
public sealed class ResourceAlreadyExistsException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource does not exist.</summary>
public sealed class ResourceNotFoundException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The service is temporarily unavailable.</summary>
public sealed class ServiceUnavailableException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A resource has at most 50 tags.</summary>
public sealed class TooManyTagsException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The request breaks a rule of the service.</summary>
public sealed class ValidationException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode);
