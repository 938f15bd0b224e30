using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Sending is paused for the account in this Region.</summary>
public sealed class AccountSendingPausedException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleEmailServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The configuration set does not exist.</summary>
public sealed class ConfigurationSetDoesNotExistException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleEmailServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Sending is paused for the configuration set.</summary>
public sealed class ConfigurationSetSendingPausedException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleEmailServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The sender's MAIL FROM domain is not verified.</summary>
public sealed class MailFromDomainNotVerifiedException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleEmailServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>SES rejected the mail, for example because an address is not verified or because of the content. The message gives the reason.</summary>
public sealed class MessageRejectedException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonSimpleEmailServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
