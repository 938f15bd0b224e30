using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Reserves concurrency for a function.</summary>
public sealed class PutFunctionConcurrencyRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>How many invocations there can be at a time; 0 stops the function. Required.</summary>
    public int? ReservedConcurrentExecutions { get; set; }
}

/// <summary>The concurrency is reserved.</summary>
public sealed class PutFunctionConcurrencyResponse : AmazonWebServiceResponse
{
    /// <summary>How many invocations there can be at a time.</summary>
    public int? ReservedConcurrentExecutions { get; set; }
}

/// <summary>Gives a function's reserved concurrency back.</summary>
public sealed class DeleteFunctionConcurrencyRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }
}

/// <summary>The function shares the concurrency of the account.</summary>
public sealed class DeleteFunctionConcurrencyResponse : AmazonWebServiceResponse;

/// <summary>A function's reserved concurrency.</summary>
public sealed class Concurrency
{
    /// <summary>How many invocations there can be at a time.</summary>
    public int? ReservedConcurrentExecutions { get; set; }
}
