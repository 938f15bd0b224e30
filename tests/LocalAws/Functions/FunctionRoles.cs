using LocalAws.Http;
using LocalAws.Identity;

namespace LocalAws.Functions;

/// <summary>The roles that functions run under, as Lambda sees them: a new one a moment after IAM has made it.</summary>
internal sealed class FunctionRoles(Guard guard)
{
    private const string Lambda = "lambda.amazonaws.com";

    private readonly Dictionary<string, int> refused = new(StringComparer.Ordinal);

    /// <summary>How many functions a role is refused for before Lambda has heard of it.</summary>
    public int RefuseNewRoles { get; set; }

    public void DemandAssumable(string role, bool isNewFunction)
    {
        var times = refused.GetValueOrDefault(role);
        if (isNewFunction && times < RefuseNewRoles)
            refused[role] = times + 1;
        else if (guard.Trusts(role, Lambda))
            return;
        throw new AwsException("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.");
    }

    public bool May(string role, string action, string resource) => guard.May(role, action, resource);

    public RoleCredentials Assume(string role, string functionName) => guard.Assume(role, Lambda, functionName);
}
