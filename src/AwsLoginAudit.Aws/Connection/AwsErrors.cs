using Amazon.Runtime;

namespace AwsLoginAudit.Aws;

/// <summary>Translates errors of AWS, and of the connection to it, into <see cref="LoginAuditException"/>.</summary>
internal static class AwsErrors
{
    /// <summary>The error to throw instead; null for a cancellation.</summary>
    public static LoginAuditException? Translate(Exception failure, CallName call)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException!)
        {
            switch (cause)
            {
                case LoginAuditException known:
                    return known;
                case OperationCanceledException when failure is not AmazonServiceException:
                    return null;
                case AmazonServiceException { ErrorCode.Length: > 0 } answer:
                    return FromAnswer(answer, call);
            }
        }
        // Any other exception can come from the connection: for example, a proxy's page in place of an answer fails in the parser.
        return failure is OperationCanceledException
            ? null
            : new LoginAuditException(LoginAuditError.ServiceError, $"{call.Action} on {call.Resource} failed: {Sentence.End(failure.GetBaseException().Message)}", call.Resource, failure);
    }

    private static LoginAuditException FromAnswer(AmazonServiceException answer, CallName call)
    {
        var (action, resource) = call;
        var code = answer.ErrorCode;
        if (code.StartsWith("AccessDenied", StringComparison.Ordinal) || code is "UnauthorizedOperation" or "AuthorizationError" or "NotAuthorized")
        {
            return new LoginAuditException(
                LoginAuditError.AccessDenied,
                $"AWS does not allow this identity to call {action} on {resource}. Allow {action} on this resource in the identity's policy. AWS said: {Sentence.End(answer.Message)}",
                resource,
                answer);
        }
        if (code is "ExpiredToken" or "ExpiredTokenException" or "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidSignatureException"
            or "SignatureDoesNotMatch" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" or "IncompleteSignature" or "RequestExpired")
        {
            return new LoginAuditException(
                LoginAuditError.CredentialsRejected,
                $"AWS rejected the credentials for {action} ({code}). Sign in again, or check the keys and this machine's clock.",
                resource,
                answer);
        }
        if (code.StartsWith("Throttl", StringComparison.Ordinal) || code is "TooManyRequestsException" or "RequestLimitExceeded")
        {
            return new LoginAuditException(
                LoginAuditError.Throttled,
                $"AWS throttled {action} on {resource} and all retries. Try again later, or use a shorter window.",
                resource,
                answer);
        }
        // SQS uses either code, depending on the protocol (SQS API reference, Common errors; botocore, awsQueryCompatible).
        if (code is "AWS.SimpleQueueService.NonExistentQueue" or "QueueDoesNotExist")
        {
            return new LoginAuditException(
                LoginAuditError.QueueNotFound,
                $"There is no queue {resource} in this account and Region.",
                resource,
                answer,
                remedies: [LoginAuditRemedy.Check(RemedySetting.AlarmName, RemedySetting.Region), new LoginAuditRemedy(RemedyAction.CreateAlarm).With("AlarmName", AlarmNames.AlarmOf(resource)).With("Queue", true)]);
        }
        return code is "ResourceNotFoundException" && action.StartsWith("logs:", StringComparison.Ordinal)
            ? NotFound(answer, resource)
            : new LoginAuditException(LoginAuditError.ServiceError, $"{action} on {resource} failed with {code}: {Sentence.End(answer.Message)}", resource, answer);
    }

    /// <summary>Whether the error is an answer of AWS with one of these codes.</summary>
    public static bool HasCode(this LoginAuditException failure, params string[] codes) =>
        failure.InnerException is AmazonServiceException answer && codes.Contains(answer.ErrorCode);

    /// <summary>The answer of a call; null if AWS says that what it is about does not exist.</summary>
    public static async Task<T?> OrNullAsync<T>(this Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (LoginAuditException failure) when (failure.Error == LoginAuditError.QueueNotFound || failure.HasCode("ResourceNotFoundException", "NoSuchEntity", "ParameterNotFound"))
        {
            return null;
        }
    }

    private static LoginAuditException NotFound(AmazonServiceException answer, string resource) =>
        answer.Message.IndexOf("log stream", StringComparison.OrdinalIgnoreCase) >= 0
            ? new LoginAuditException(
                LoginAuditError.LogStreamNotFound,
                $"There is no log stream for {resource}. The instance has sent no events yet, or its id is wrong.",
                resource,
                answer)
            : NoLogGroup(resource, answer);

    /// <summary>The error for a log group that does not exist.</summary>
    public static LoginAuditException NoLogGroup(string name, Exception? answer = null) => new(
        LoginAuditError.LogGroupNotFound,
        $"There is no log group {name} in this account and Region. Check the name. The agent creates the log group with its first event.",
        name,
        answer,
        remedies: [LoginAuditRemedy.Check(RemedySetting.Region)]);
}
