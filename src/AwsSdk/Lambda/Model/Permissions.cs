using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Allows a service to invoke a function.</summary>
/// <remarks>Left out: versions and aliases, function URLs, organizations.</remarks>
public sealed class AddPermissionRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>Name of the statement, 1 to 100 of letters, digits, <c>-</c> and <c>_</c>, unique in the policy. Required.</summary>
    public string? StatementId { get; set; }

    /// <summary>What it allows: <c>lambda:InvokeFunction</c>. Required.</summary>
    public string? Action { get; set; }

    /// <summary>Whom: a service such as <c>sns.amazonaws.com</c>, or an account. Required.</summary>
    public string? Principal { get; set; }

    /// <summary>ARN of what the service must be acting for.</summary>
    public string? SourceArn { get; set; }

    /// <summary>Account that must own it.</summary>
    public string? SourceAccount { get; set; }
}

/// <summary>The service is allowed.</summary>
public sealed class AddPermissionResponse : AmazonWebServiceResponse
{
    /// <summary>The statement as JSON.</summary>
    public string? Statement { get; set; }
}

/// <summary>Removes a statement of a function's policy.</summary>
/// <remarks>Left out: versions and aliases.</remarks>
public sealed class RemovePermissionRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>Name of the statement. Required.</summary>
    public string? StatementId { get; set; }
}

/// <summary>The statement is gone.</summary>
public sealed class RemovePermissionResponse : AmazonWebServiceResponse;

/// <summary>Asks who may invoke a function.</summary>
/// <remarks>Left out: versions and aliases.</remarks>
public sealed class GetPolicyRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }
}

/// <summary>Who may invoke a function.</summary>
public sealed class GetPolicyResponse : AmazonWebServiceResponse
{
    /// <summary>The policy as JSON.</summary>
    public string? Policy { get; set; }

    /// <summary>Another one after every change.</summary>
    public string? RevisionId { get; set; }
}
