using System.Globalization;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Logs;
using LocalAws.Queues;

namespace LocalAws.Functions;

/// <summary>Has functions handle events as Lambda does with asynchronous ones: up to three attempts, then the dead-letter queue.</summary>
internal sealed class Invoker(ServerContext context, FunctionRoles roles, LogsService logs, QueueService queues, Func<Uri> endpoint) : IAsyncDisposable
{
    private const int MostAttempts = 3;

    private readonly Dictionary<Function, Worker> workers = [];
    private readonly HashSet<Task> running = [];
    private readonly CancellationTokenSource end = new();

    /// <summary>One environment a function, which handles one event at a time and stays warm for the next.</summary>
    private sealed class Worker : IDisposable
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public (FunctionSettings Settings, ExecutionEnvironment Environment)? Warm { get; set; }

        public void Dispose() => Turn.Dispose();
    }

    public Func<int, TimeSpan> RetryDelay { get; set; } = attempt => TimeSpan.FromMinutes(attempt);

    public List<Invocation> Invocations { get; } = [];

    /// <summary>Under the gate.</summary>
    public void Begin(Function function, string payload)
    {
        if (!workers.TryGetValue(function, out var worker))
            workers.Add(function, worker = new Worker());
        Task? task = null;
        task = Task.Run(async () =>
        {
            try
            {
                await HandleAsync(function, worker, payload);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // The server stops.
            }
            finally
            {
                lock (context.Gate)
                    running.Remove(task!);
            }
        });
        running.Add(task);
    }

    public async Task SettledAsync()
    {
        while (true)
        {
            Task[] waiting;
            lock (context.Gate)
                waiting = [.. running];
            if (waiting.Length == 0)
                return;
            await Task.WhenAll(waiting);
        }
    }

    private async Task HandleAsync(Function function, Worker worker, string payload)
    {
        var requestId = Guid.NewGuid().ToString();
        Invocation attempt;
        for (var number = 1; ; number++)
        {
            attempt = await AttemptAsync(function, worker, requestId, payload, number);
            lock (context.Gate)
                Invocations.Add(attempt);
            if (attempt.Succeeded || number == MostAttempts)
                break;
            await Task.Delay(RetryDelay(number), end.Token);
        }
        if (!attempt.Succeeded && function.Settings.DeadLetterTarget is { } target)
            SetAside(function.Settings.Role, target, attempt);
    }

    private async Task<Invocation> AttemptAsync(Function function, Worker worker, string requestId, string payload, int number)
    {
        await worker.Turn.WaitAsync(end.Token);
        try
        {
            // A change of code or configuration needs an environment of its own.
            var settings = function.Settings;
            if (worker.Warm is { } old && (old.Settings != settings || old.Environment.HasEnded))
            {
                await old.Environment.DisposeAsync();
                worker.Warm = null;
            }
            worker.Warm ??= (settings, await ExecutionEnvironment.StartAsync(function, Credentials(function), endpoint(), context.Options.Region));
            var environment = worker.Warm.Value.Environment;
            var (errorType, errorMessage, lines) = await environment.InvokeAsync(requestId, payload, TimeSpan.FromSeconds(settings.Timeout), end.Token);
            WriteLog(settings, environment.LogStream, lines);
            return new Invocation(function.Name, requestId, payload, number, errorType, errorMessage, lines);
        }
        finally
        {
            worker.Turn.Release();
        }
    }

    private Identity.RoleCredentials Credentials(Function function)
    {
        lock (context.Gate)
            return roles.Assume(function.Settings.Role, function.Name);
    }

    // Lambda writes under the function's own role: what that may not do is not written.
    private void WriteLog(FunctionSettings settings, string stream, IReadOnlyList<string> lines)
    {
        var arn = $"arn:aws:logs:{context.Options.Region}:{context.Options.AccountId}:log-group:{settings.LogGroup}:log-stream:{stream}";
        lock (context.Gate)
        {
            if (roles.May(settings.Role, "logs:CreateLogStream", arn) && roles.May(settings.Role, "logs:PutLogEvents", arn)
                && (logs.Contains(settings.LogGroup) || roles.May(settings.Role, "logs:CreateLogGroup", arn)))
            {
                logs.Load(settings.LogGroup, stream, lines.Select(line => (context.Now, line)));
            }
        }
    }

    private void SetAside(string role, string target, Invocation attempt)
    {
        lock (context.Gate)
        {
            if (!roles.May(role, "sqs:SendMessage", target) || queues.ByArn(target) is not { } queue)
                return;
            queue.Add(new QueuedMessage(Guid.NewGuid().ToString(), attempt.Payload, context.Now)
            {
                Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["RequestID"] = attempt.RequestId,
                    ["ErrorCode"] = "200",
                    ["ErrorMessage"] = attempt.ErrorMessage ?? "",
                },
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await SettledAsync();
        foreach (var worker in workers.Values)
        {
            if (worker.Warm is { } warm)
                await warm.Environment.DisposeAsync();
            worker.Dispose();
        }
        end.Dispose();
    }
}
