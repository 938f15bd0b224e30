using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>An error of CloudWatch Logs. <see cref="AmazonServiceException.ErrorCode"/> distinguishes the errors that have no exception type.</summary>
public class AmazonCloudWatchLogsException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
