using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>The code storage of the account has no space left for this code.</summary>
public sealed class CodeStorageExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonLambdaException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A parameter is invalid. Lambda also throws this exception if it cannot assume the role yet.</summary>
public sealed class InvalidParameterValueException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonLambdaException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The policy of the function would exceed 20 KB.</summary>
public sealed class PolicyLengthExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonLambdaException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource already exists, or another change of the resource is in progress.</summary>
public sealed class ResourceConflictException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonLambdaException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource does not exist.</summary>
public sealed class ResourceNotFoundException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonLambdaException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>An internal error of the service.</summary>
public sealed class ServiceException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonLambdaException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Too many requests, or too little unreserved concurrency.</summary>
public sealed class TooManyRequestsException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonLambdaException(message, innerException, errorType, errorCode, requestId, statusCode);
