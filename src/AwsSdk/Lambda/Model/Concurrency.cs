using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Reserves concurrency for a function.</summary>
public sealed class PutFunctionConcurrencyRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The maximum number of concurrent invocations. 0 stops the function. Required.</summary>
    public int? ReservedConcurrentExecutions { get; set; }
}

/// <summary>Confirms that the concurrency was reserved.</summary>
public sealed class PutFunctionConcurrencyResponse : AmazonWebServiceResponse
{
    /// <summary>The maximum number of concurrent invocations.</summary>
    public int? ReservedConcurrentExecutions { get; set; }
}

/// <summary>Removes the reserved concurrency of a function.</summary>
public sealed class DeleteFunctionConcurrencyRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }
}

/// <summary>Confirms that the function shares the concurrency of the account again.</summary>
public sealed class DeleteFunctionConcurrencyResponse : AmazonWebServiceResponse;

/// <summary>The reserved concurrency of a function.</summary>
public sealed class Concurrency
{
    /// <summary>The maximum number of concurrent invocations.</summary>
    public int? ReservedConcurrentExecutions { get; set; }
}
