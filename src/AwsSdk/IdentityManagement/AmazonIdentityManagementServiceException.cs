using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>An error of IAM. <see cref="AmazonServiceException.ErrorCode"/> distinguishes the errors that have no exception type.</summary>
public class AmazonIdentityManagementServiceException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
