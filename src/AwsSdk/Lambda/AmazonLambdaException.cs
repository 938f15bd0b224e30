using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>An error of Lambda. Errors without a type of their own differ by <see cref="AmazonServiceException.ErrorCode"/>.</summary>
public class AmazonLambdaException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
