using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Requests the quotas of the account in the Region.</summary>
public sealed class GetAccountSettingsRequest : AmazonLambdaRequest;

/// <summary>The quotas of the account in the Region.</summary>
/// <remarks>Not supported: the current usage.</remarks>
public sealed class GetAccountSettingsResponse : AmazonWebServiceResponse
{
    /// <summary>The quotas.</summary>
    public AccountLimit? AccountLimit { get; set; }
}

/// <summary>The quotas of an account in a Region.</summary>
/// <remarks>Not supported: the quotas of code.</remarks>
public sealed class AccountLimit
{
    /// <summary>The maximum number of concurrent executions of all functions together.</summary>
    public int? ConcurrentExecutions { get; set; }

    /// <summary>The part of the concurrency that is not reserved for a function.</summary>
    public int? UnreservedConcurrentExecutions { get; set; }
}
