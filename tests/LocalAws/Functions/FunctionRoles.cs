using LocalAws.Http;
using LocalAws.Identity;

namespace LocalAws.Functions;

/// <summary>What Lambda asks of IAM: whether it may take on a function's role, and what the role may do.</summary>
internal sealed class FunctionRoles(Guard guard)
{
    private const string Lambda = "lambda.amazonaws.com";
    private readonly Dictionary<Role, int> attempts = [];

    /// <summary>How many attempts to make a function are refused for a role that no function had before: IAM takes its time.</summary>
    public int RefuseNewRoles { get; set; }

    public void DemandAssumable(string arn, bool isNewFunction)
    {
        var isKnown = guard.RoleAt(arn) is { } role && (!isNewFunction || (attempts[role] = attempts.GetValueOrDefault(role) + 1) > RefuseNewRoles);
        if (!isKnown || !guard.Trusts(arn, Lambda))
            throw new AwsException("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.");
    }

    public bool May(string arn, string action, string resource) => guard.May(arn, action, resource);

    public RoleCredentials Assume(string arn, string functionName) => guard.Assume(arn, Lambda, functionName);
}
