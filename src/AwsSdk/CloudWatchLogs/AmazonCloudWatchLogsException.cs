using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>An error of CloudWatch Logs. Errors without a type of their own differ by <see cref="AmazonServiceException.ErrorCode"/>.</summary>
public class AmazonCloudWatchLogsException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
