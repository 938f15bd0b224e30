using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Allows a service to invoke a function.</summary>
/// <remarks>Not supported: versions and aliases, function URLs, organizations.</remarks>
public sealed class AddPermissionRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The name of the statement: 1 to 100 letters, digits, <c>-</c> and <c>_</c>, unique in the policy. Required.</summary>
    public string? StatementId { get; set; }

    /// <summary>The action that the statement allows: <c>lambda:InvokeFunction</c>. Required.</summary>
    public string? Action { get; set; }

    /// <summary>The principal: a service such as <c>sns.amazonaws.com</c>, or an account. Required.</summary>
    public string? Principal { get; set; }

    /// <summary>The ARN of the resource that the service must act for.</summary>
    public string? SourceArn { get; set; }

    /// <summary>The account that must own the resource of <see cref="SourceArn"/>.</summary>
    public string? SourceAccount { get; set; }
}

/// <summary>Confirms that the service can invoke the function.</summary>
public sealed class AddPermissionResponse : AmazonWebServiceResponse
{
    /// <summary>The statement, as JSON.</summary>
    public string? Statement { get; set; }
}

/// <summary>Removes a statement from the policy of a function.</summary>
/// <remarks>Not supported: versions and aliases.</remarks>
public sealed class RemovePermissionRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The name of the statement. Required.</summary>
    public string? StatementId { get; set; }
}

/// <summary>Confirms that the statement was removed.</summary>
public sealed class RemovePermissionResponse : AmazonWebServiceResponse;

/// <summary>Requests the policy of a function.</summary>
/// <remarks>Not supported: versions and aliases.</remarks>
public sealed class GetPolicyRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }
}

/// <summary>The policy of a function, which lists who can invoke the function.</summary>
public sealed class GetPolicyResponse : AmazonWebServiceResponse
{
    /// <summary>The policy, as JSON.</summary>
    public string? Policy { get; set; }

    /// <summary>The id of the version of the policy. The id changes with every change of the policy.</summary>
    public string? RevisionId { get; set; }
}
