using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>An error of EventBridge. <see cref="AmazonServiceException.ErrorCode"/> distinguishes the errors that have no exception type.</summary>
public class AmazonEventBridgeException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
