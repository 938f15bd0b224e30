using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Functions;

/// <summary>The account's functions, and how requests name them: by name, by ARN or by part of one.</summary>
internal sealed partial class FunctionRegistry(ServerContext context)
{
    private const int LongestName = 64;
    private readonly Dictionary<string, Function> functions = new(StringComparer.Ordinal);

    public string ArnOf(string name) => $"arn:aws:lambda:{context.Options.Region}:{context.Options.AccountId}:function:{name}";

    public void Add(Function function) => functions.Add(function.Name, function);

    public void Remove(Function function) => functions.Remove(function.Name);

    public bool Contains(Function function) => functions.GetValueOrDefault(function.Name) == function;

    public bool Contains(string name) => functions.ContainsKey(name);

    public Function? ByName(string name) => functions.GetValueOrDefault(name);

    public Function? ByArn(string arn) => functions.Values.FirstOrDefault(f => f.Arn == arn);

    public int Reserved(Function? otherThan) => functions.Values.Where(f => f != otherThan).Sum(f => f.ReservedConcurrency ?? 0);

    public Function Of(JsonElement request) => Named(NameIn(request));

    public Function Tagged(JsonElement request) => ByArn(request.Demand("Resource")) ?? throw Missing(request.Demand("Resource"));

    /// <summary>The plain name that a request means.</summary>
    public string NameIn(JsonElement request)
    {
        var match = Reference().Match(request.Demand("FunctionName"));
        var (region, account, name) = (match.Groups["region"], match.Groups["account"], match.Groups["name"].Value);
        if (region.Success && region.Value != context.Options.Region)
            throw new AwsException("ResourceNotFoundException", $"Functions from '{region.Value}' are not reachable in this region ('{context.Options.Region}')", HttpStatusCode.NotFound);
        if (account.Success && account.Value != context.Options.AccountId)
            throw new AwsException("AccessDeniedException", $"User: arn:aws:iam::{context.Options.AccountId}:user/test is not authorized to reach functions of {account.Value}", HttpStatusCode.Forbidden);
        if (match.Groups["qualifier"].Success)
            throw AwsException.NotSupported("A version or an alias of a function");
        if (name.Length > LongestName)
            throw new AwsException("ValidationException", $"1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to {LongestName}");
        return name;
    }

    private Function Named(string name) => functions.TryGetValue(name, out var function) ? function : throw Missing(ArnOf(name));

    private static AwsException Missing(string arn) => new("ResourceNotFoundException", $"Function not found: {arn}", HttpStatusCode.NotFound);

    [GeneratedRegex(@"\A(arn:[a-z-]+:lambda:)?((?<region>[a-z]{2}[a-z-]*-[a-z]+-\d):)?((?<account>\d{12}):)?(function:)?(?<name>[a-zA-Z0-9-_]+)(:(?<qualifier>.+))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
