using System.IO.Compression;
using System.Net;
using System.Reflection;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using LocalAws;

namespace AwsLoginAudit.Tests;

/// <summary>An account with a role for functions, and the sample function's code.</summary>
internal sealed class FunctionAccount : IAsyncDisposable
{
    public const string RoleArn = "arn:aws:iam::123456789012:role/r";
    public const string FunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    public const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static readonly Lazy<byte[]> Zip = new(Pack);

    private FunctionAccount(LocalAwsServer server, LocalAwsCaller caller)
    {
        (Server, Caller) = (server, caller);
        Lambda = new(RecordingServer.Credentials, new() { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public LocalAwsServer Server { get; }

    public LocalAwsCaller Caller { get; }

    public AmazonLambdaClient Lambda { get; }

    public static MemoryStream Code => new(Zip.Value);

    /// <summary>Retries come at once, and the role may do this.</summary>
    public static async Task<FunctionAccount> StartAsync(params string[] actions)
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        server.Functions.RetryDelay = _ => TimeSpan.Zero;
        var account = new FunctionAccount(server, caller);
        await account.CreateRole("r", Trust);
        foreach (var action in actions)
            await account.Allow(action);
        return account;
    }

    public async Task CreateRole(string name, string trust) =>
        Assert.Equal(HttpStatusCode.OK, (await Caller.Identity("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust))).Status);

    public async Task Allow(string action)
    {
        var policy = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{{action}}}","Resource":"*"}}""";
        var (status, _) = await Caller.Identity("PutRolePolicy", ("RoleName", "r"), ("PolicyName", action.Replace(':', '-').Replace("*", "all", StringComparison.Ordinal)), ("PolicyDocument", policy));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    /// <summary>Makes the function f.</summary>
    /// <param name="behavior">One of the sample's handlers.</param>
    /// <param name="configure">Changes the request.</param>
    public Task<CreateFunctionResponse> Create(string behavior = "Echo", Action<CreateFunctionRequest>? configure = null)
    {
        var request = new CreateFunctionRequest
        {
            FunctionName = "f",
            Runtime = Runtime.FindValue("dotnet10"),
            Role = RoleArn,
            Handler = "SampleFunction",
            Code = new() { ZipFile = Code },
            Environment = new() { Variables = new() { ["BEHAVIOR"] = behavior } },
            // So long that no handler but one that hangs comes near it, however busy the machine is.
            Timeout = 60,
        };
        configure?.Invoke(request);
        return Lambda.CreateFunctionAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Lambda.Dispose();
        Caller.Dispose();
        await Server.DisposeAsync();
    }

    private static byte[] Pack()
    {
        var built = typeof(FunctionAccount).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SampleFunction").Value!;
        using var zip = new MemoryStream();
        ZipFile.CreateFromDirectory(built, zip);
        return zip.ToArray();
    }
}
