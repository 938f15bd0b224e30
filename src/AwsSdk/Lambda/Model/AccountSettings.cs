using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Asks for the account's limits in the Region.</summary>
public sealed class GetAccountSettingsRequest : AmazonLambdaRequest;

/// <summary>The account's limits in the Region.</summary>
/// <remarks>Left out: what of them is in use.</remarks>
public sealed class GetAccountSettingsResponse : AmazonWebServiceResponse
{
    /// <summary>The limits.</summary>
    public AccountLimit? AccountLimit { get; set; }
}

/// <summary>An account's limits in a Region.</summary>
/// <remarks>Left out: those of code.</remarks>
public sealed class AccountLimit
{
    /// <summary>How many functions may run at once, all together.</summary>
    public int? ConcurrentExecutions { get; set; }

    /// <summary>How many of these are reserved for no function.</summary>
    public int? UnreservedConcurrentExecutions { get; set; }
}
