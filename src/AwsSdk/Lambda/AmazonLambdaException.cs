using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>An error of Lambda. <see cref="AmazonServiceException.ErrorCode"/> distinguishes the errors that have no exception type.</summary>
public class AmazonLambdaException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
