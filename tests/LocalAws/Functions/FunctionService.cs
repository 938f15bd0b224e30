using System.Net;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Identity;
using LocalAws.Logs;
using LocalAws.Queues;
using LocalAws.Validation;

namespace LocalAws.Functions;

/// <summary>Lambda: functions, who may send them events, and their execution, for real and in processes of their own.</summary>
public sealed class FunctionService : IAsyncDisposable
{
    private const string FunctionsPath = "/2015-03-31/functions";

    private readonly ServerContext context;
    private readonly FunctionRegistry functions;
    private readonly FunctionOperations operations;
    private readonly FunctionRoles roles;
    private readonly Invoker invoker;

    internal FunctionService(ServerContext context, Guard guard, LogsService logs, QueueService queues, Func<Uri> endpoint)
    {
        this.context = context;
        functions = new FunctionRegistry(context);
        roles = new FunctionRoles(guard);
        operations = new FunctionOperations(context, functions, new SettingsReader(context, roles));
        invoker = new Invoker(context, roles, logs, queues, endpoint);
        var permissions = new PermissionOperations(functions);
        Wire = new Service
        {
            SigningName = "lambda",
            ActionPrefix = "lambda",
            ContentType = "application/json",
            ValidationCode = "ValidationException",
            ResourcesOf = (_, request) => [request.Text("Resource") ?? functions.ArnOf(request.Text("FunctionName") ?? "*")],
            Routes =
            [
                new("POST", FunctionsPath, "CreateFunction", HttpStatusCode.Created),
                new("GET", FunctionsPath + "/{FunctionName}", "GetFunction", HttpStatusCode.OK),
                new("PUT", FunctionsPath + "/{FunctionName}/code", "UpdateFunctionCode", HttpStatusCode.OK),
                new("PUT", FunctionsPath + "/{FunctionName}/configuration", "UpdateFunctionConfiguration", HttpStatusCode.OK),
                new("DELETE", FunctionsPath + "/{FunctionName}", "DeleteFunction", HttpStatusCode.NoContent),
                new("POST", FunctionsPath + "/{FunctionName}/policy", "AddPermission", HttpStatusCode.Created),
                new("GET", FunctionsPath + "/{FunctionName}/policy", "GetPolicy", HttpStatusCode.OK),
                new("DELETE", FunctionsPath + "/{FunctionName}/policy/{StatementId}", "RemovePermission", HttpStatusCode.NoContent),
                new("PUT", "/2017-10-31/functions/{FunctionName}/concurrency", "PutFunctionConcurrency", HttpStatusCode.OK),
                new("DELETE", "/2017-10-31/functions/{FunctionName}/concurrency", "DeleteFunctionConcurrency", HttpStatusCode.NoContent),
                new("POST", "/2017-03-31/tags/{Resource}", "TagResource", HttpStatusCode.NoContent),
            ],
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["CreateFunction"] = (FunctionShapes.CreateFunction, operations.CreateFunction),
                ["GetFunction"] = (FunctionShapes.ByName, operations.GetFunction),
                ["UpdateFunctionCode"] = (FunctionShapes.UpdateFunctionCode, operations.UpdateFunctionCode),
                ["UpdateFunctionConfiguration"] = (FunctionShapes.UpdateFunctionConfiguration, operations.UpdateFunctionConfiguration),
                ["DeleteFunction"] = (FunctionShapes.ByName, operations.DeleteFunction),
                ["AddPermission"] = (FunctionShapes.AddPermission, permissions.AddPermission),
                ["GetPolicy"] = (FunctionShapes.ByName, permissions.GetPolicy),
                ["RemovePermission"] = (FunctionShapes.RemovePermission, permissions.RemovePermission),
                ["PutFunctionConcurrency"] = (FunctionShapes.PutFunctionConcurrency, operations.PutFunctionConcurrency),
                ["DeleteFunctionConcurrency"] = (FunctionShapes.ByName, operations.DeleteFunctionConcurrency),
                ["TagResource"] = (FunctionShapes.TagResource, operations.TagResource),
            },
        };
    }

    internal Service Wire { get; }

    /// <summary>How many reads after a change still see it under way.</summary>
    public int ReadsUntilReady
    {
        get => operations.ReadsUntilReady;
        set => operations.ReadsUntilReady = value;
    }

    /// <summary>How many functions a role is refused for before Lambda has heard of it.</summary>
    public int RefuseNewRoles
    {
        get => roles.RefuseNewRoles;
        set => roles.RefuseNewRoles = value;
    }

    /// <summary>How long Lambda waits after an attempt, counted from 1, before it tries again; 1 and 2 minutes unless set.</summary>
    public Func<int, TimeSpan> RetryDelay
    {
        get => invoker.RetryDelay;
        set => invoker.RetryDelay = value;
    }

    /// <summary>Every attempt so far, in the order in which they ended.</summary>
    public IReadOnlyList<Invocation> Invocations
    {
        get
        {
            lock (context.Gate)
                return [.. invoker.Invocations];
        }
    }

    /// <summary>Waits until no event is queued or worked on, retries included.</summary>
    public Task SettledAsync() => invoker.SettledAsync();

    /// <summary>Sends an event as an asynchronous caller does who may: whatever becomes of it.</summary>
    /// <param name="functionName">The function.</param>
    /// <param name="payload">The event's JSON.</param>
    /// <exception cref="KeyNotFoundException">There is no such function.</exception>
    public void Invoke(string functionName, string payload)
    {
        lock (context.Gate)
            invoker.Begin(functions.ByName(functionName) ?? throw new KeyNotFoundException(functionName), payload);
    }

    /// <summary>Sends an event on behalf of a topic or a rule, under the gate.</summary>
    /// <returns>Why it was not taken; null where it was.</returns>
    internal string? Invoke(string functionArn, string service, string sourceArn, string payload)
    {
        if (functions.ByArn(functionArn) is not { } function)
            return "The function does not exist.";
        var conditions = new ConditionValues { ["AWS:SourceArn"] = [sourceArn], ["AWS:SourceAccount"] = [context.Options.AccountId] };
        if (function.Permissions.Count == 0 || !PolicyDocument.Allows(function.Policy, service, "lambda:InvokeFunction", functionArn, conditions))
            return $"The function's policy does not let {service} invoke it for {sourceArn}.";
        invoker.Begin(function, payload);
        return null;
    }

    /// <summary>Ends what is being executed.</summary>
    public ValueTask DisposeAsync() => invoker.DisposeAsync();
}
