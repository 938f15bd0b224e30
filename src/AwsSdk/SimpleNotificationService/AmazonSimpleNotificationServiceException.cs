using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>An error of SNS. <see cref="AmazonServiceException.ErrorCode"/> distinguishes the errors that have no exception type.</summary>
public class AmazonSimpleNotificationServiceException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
