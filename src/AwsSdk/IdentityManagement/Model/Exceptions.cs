using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Another change of the same resource is in progress.</summary>
public sealed class ConcurrentModificationException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource cannot be deleted, because other resources still belong to it.</summary>
public sealed class DeleteConflictException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource already exists.</summary>
public sealed class EntityAlreadyExistsException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A parameter is invalid.</summary>
public sealed class InvalidInputException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A quota is exceeded.</summary>
public sealed class LimitExceededException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The policy is malformed.</summary>
public sealed class MalformedPolicyDocumentException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The resource does not exist.</summary>
public sealed class NoSuchEntityException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The policies could not be evaluated.</summary>
public sealed class PolicyEvaluationException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The policy can be attached to one service-linked role only.</summary>
public sealed class PolicyNotAttachableException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>An internal error of the service.</summary>
public sealed class ServiceFailureException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Only the service that created the resource can change the resource.</summary>
public sealed class UnmodifiableEntityException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
