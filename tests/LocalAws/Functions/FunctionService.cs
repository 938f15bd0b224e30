using System.Net;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Identity;
using LocalAws.Logs;
using LocalAws.Queues;
using LocalAws.Validation;

namespace LocalAws.Functions;

/// <summary>Lambda: functions of the runtime dotnet10, run for real, each in processes of its own.</summary>
public sealed class FunctionService : IAsyncDisposable
{
    private const string Path = "/2015-03-31/functions";
    private const string OnePath = Path + "/{FunctionName}";
    private const string ConcurrencyPath = "/2017-10-31/functions/{FunctionName}/concurrency";

    private readonly ServerContext context;
    private readonly FunctionRegistry functions;
    private readonly FunctionRoles roles;
    private readonly FunctionOperations operations;
    private readonly Invoker invoker;
    private readonly EventQueue events;

    internal FunctionService(ServerContext context, Guard guard, LogsService logs, QueueService queues, Func<Uri> endpoint)
    {
        this.context = context;
        functions = new FunctionRegistry(context);
        roles = new FunctionRoles(guard);
        operations = new FunctionOperations(context, functions, new SettingsReader(context, roles));
        invoker = new Invoker(context, roles, logs, endpoint);
        events = new EventQueue(context, functions, roles, queues, invoker);
        var permissions = new PermissionOperations(functions);
        Wire = new Service
        {
            SigningName = "lambda",
            ActionPrefix = "lambda",
            ValidationCode = "ValidationException",
            ResourcesOf = (operation, request) => [operation == "GetAccountSettings" ? "*" : request.Text("Resource") ?? functions.ArnOf(functions.NameIn(request))],
            ConditionsOf = (operation, request) => operation == "AddPermission" ? new() { ["lambda:Principal"] = [request.Demand("Principal")] } : [],
            Routes =
            [
                new("POST", Path, "CreateFunction", HttpStatusCode.Created),
                new("GET", "/2016-08-19/account-settings", "GetAccountSettings", HttpStatusCode.OK),
                new("GET", OnePath, "GetFunction", HttpStatusCode.OK),
                new("DELETE", OnePath, "DeleteFunction", HttpStatusCode.NoContent),
                new("PUT", OnePath + "/code", "UpdateFunctionCode", HttpStatusCode.OK),
                new("PUT", OnePath + "/configuration", "UpdateFunctionConfiguration", HttpStatusCode.OK),
                new("POST", OnePath + "/policy", "AddPermission", HttpStatusCode.Created),
                new("GET", OnePath + "/policy", "GetPolicy", HttpStatusCode.OK),
                new("DELETE", OnePath + "/policy/{StatementId}", "RemovePermission", HttpStatusCode.NoContent),
                new("PUT", ConcurrencyPath, "PutFunctionConcurrency", HttpStatusCode.OK),
                new("DELETE", ConcurrencyPath, "DeleteFunctionConcurrency", HttpStatusCode.NoContent),
                new("POST", "/2017-03-31/tags/{Resource}", "TagResource", HttpStatusCode.NoContent),
            ],
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["CreateFunction"] = (FunctionShapes.CreateFunction, operations.CreateFunction),
                ["GetAccountSettings"] = (new Shape(), operations.GetAccountSettings),
                ["GetFunction"] = (FunctionShapes.ByName, operations.GetFunction),
                ["DeleteFunction"] = (FunctionShapes.ByName, operations.DeleteFunction),
                ["UpdateFunctionCode"] = (FunctionShapes.UpdateFunctionCode, operations.UpdateFunctionCode),
                ["UpdateFunctionConfiguration"] = (FunctionShapes.UpdateFunctionConfiguration, operations.UpdateFunctionConfiguration),
                ["AddPermission"] = (FunctionShapes.AddPermission, permissions.AddPermission),
                ["GetPolicy"] = (FunctionShapes.ByName, permissions.GetPolicy),
                ["RemovePermission"] = (FunctionShapes.RemovePermission, permissions.RemovePermission),
                ["PutFunctionConcurrency"] = (FunctionShapes.PutFunctionConcurrency, operations.PutFunctionConcurrency),
                ["DeleteFunctionConcurrency"] = (FunctionShapes.ByName, operations.DeleteFunctionConcurrency),
                ["TagResource"] = (FunctionShapes.TagResource, operations.TagResource),
            },
        };
    }

    /// <summary>Every attempt at an event so far, in the order in which they ended.</summary>
    public IReadOnlyList<Invocation> Invocations => events.Invocations;

    /// <summary>How many reads by GetFunction still find a new or changed function Pending or InProgress. An event to the function ends that, too.</summary>
    public int ReadsUntilReady
    {
        get => operations.ReadsUntilReady;
        set => operations.ReadsUntilReady = value;
    }

    /// <summary>How many functions may run at once, all together: 1,000 as a rule, and 10 in many new accounts.</summary>
    public int AccountConcurrency
    {
        get => operations.AccountConcurrency;
        set => operations.AccountConcurrency = value;
    }

    /// <summary>How many attempts to make a function are refused for a role that no function had before, as IAM takes its time to tell Lambda.</summary>
    public int RefuseNewRoles
    {
        get => roles.RefuseNewRoles;
        set => roles.RefuseNewRoles = value;
    }

    /// <summary>Time from an attempt (1 or 2) that failed to the next; one and two minutes.</summary>
    public Func<int, TimeSpan> RetryDelay
    {
        get => events.RetryDelay;
        set => events.RetryDelay = value;
    }

    /// <summary>Whether a process serves more than one event.</summary>
    public bool KeepWarm
    {
        get => invoker.KeepWarm;
        set => invoker.KeepWarm = value;
    }

    /// <summary>Whether a process is stopped (SIGSTOP) between events, as Lambda freezes it; not on Windows.</summary>
    public bool FreezeIdle
    {
        get => invoker.FreezeIdle;
        set => invoker.FreezeIdle = value;
    }

    internal Service Wire { get; }

    /// <summary>Sends an event to a function, as its owner: no permission is needed. It is handled later.</summary>
    /// <param name="functionName">Name of the function.</param>
    /// <param name="payload">The event, as JSON.</param>
    /// <exception cref="KeyNotFoundException">There is no such function.</exception>
    public void Send(string functionName, string payload)
    {
        lock (context.Gate)
            events.Add(functions.ByName(functionName) ?? throw new KeyNotFoundException($"There is no function {functionName}."), payload);
    }

    /// <summary>Completes when no event is queued or running, retries included, nor any that came of them.</summary>
    public Task SettledAsync() => events.SettledAsync();

    /// <summary>Ends the processes that have nothing to do, as Lambda does where a function has an extension: SIGTERM, and two seconds later SIGKILL.</summary>
    /// <returns>Their exit codes; null for each that had to be killed.</returns>
    public Task<IReadOnlyList<int?>> ShutDownAsync() => invoker.ShutDownAsync();

    /// <summary>Ends the functions' processes; events under way are dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        await events.DisposeAsync();
        await invoker.DisposeAsync();
    }

    /// <summary>Takes an event of a service, where the function's policy lets it.</summary>
    /// <returns>Why it does not; null where it does.</returns>
    internal string? Accept(string arn, string service, string payload, ConditionValues values)
    {
        if (functions.ByArn(arn) is not { } function)
            return "The function does not exist.";
        if (!PolicyDocument.Allows(function.Policy, service, "lambda:InvokeFunction", arn, values))
            return $"The function's policy does not let {service} invoke it.";
        events.Add(function, payload);
        return null;
    }
}
