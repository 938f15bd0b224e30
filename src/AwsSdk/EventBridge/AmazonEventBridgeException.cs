using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>An error of EventBridge. Errors without a type of their own differ by <see cref="AmazonServiceException.ErrorCode"/>.</summary>
public class AmazonEventBridgeException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
