using System.Globalization;
using System.Net;
using LocalAws.Http;
using LocalAws.Queues;

namespace LocalAws.Functions;

/// <summary>Asynchronous invocation: three attempts at each event, then the function's dead-letter queue.</summary>
internal sealed class EventQueue(ServerContext context, FunctionRegistry functions, FunctionRoles roles, QueueService queues, Invoker invoker) : IAsyncDisposable
{
    private const int Attempts = 3;
    private const int LongestErrorMessage = 1024;

    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<Task> running = [];
    private readonly List<Invocation> invocations = [];

    /// <summary>Time between an attempt and the next.</summary>
    public Func<int, TimeSpan> RetryDelay { get; set; } = attempt => TimeSpan.FromMinutes(attempt);

    public IReadOnlyList<Invocation> Invocations
    {
        get
        {
            lock (invocations)
                return [.. invocations];
        }
    }

    /// <summary>Takes an event; it is handled later, without the gate that the caller may hold.</summary>
    public void Add(Function function, string payload)
    {
        lock (running)
        {
            running.RemoveWhere(t => t.IsCompletedSuccessfully);
            running.Add(Task.Run(() => HandleAsync(function, Guid.NewGuid().ToString(), payload), stopping.Token));
        }
    }

    /// <summary>Completes when no event is queued or running; also those are awaited that come meanwhile.</summary>
    public async Task SettledAsync()
    {
        while (true)
        {
            Task[] left;
            lock (running)
                left = [.. running.Where(t => !t.IsCompletedSuccessfully)];
            if (left.Length == 0)
                return;
            await Task.WhenAll(left);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await SettledAsync().ContinueWith(_ => { }, TaskScheduler.Default);
        stopping.Dispose();
    }

    private async Task HandleAsync(Function function, string requestId, string payload)
    {
        for (var attempt = 1; IsThere(function); attempt++)
        {
            if (IsOff(function))
            {
                // Lambda tries no more while nothing is reserved.
                DeadLetter(function, requestId, payload, HttpStatusCode.TooManyRequests, "Rate Exceeded.");
                return;
            }
            var invocation = await invoker.RunAsync(function, requestId, payload, attempt, stopping.Token);
            lock (invocations)
                invocations.Add(invocation);
            if (invocation.Succeeded)
                return;
            if (attempt == Attempts)
            {
                DeadLetter(function, requestId, payload, HttpStatusCode.OK, invocation.ErrorMessage!);
                return;
            }
            await Task.Delay(RetryDelay(attempt), context.Options.Clock, stopping.Token);
        }
    }

    private bool IsThere(Function function)
    {
        lock (context.Gate)
            return functions.Contains(function);
    }

    private bool IsOff(Function function)
    {
        lock (context.Gate)
            return function.ReservedConcurrency == 0;
    }

    /// <summary>What cannot be sent is dropped, as Lambda drops it.</summary>
    private void DeadLetter(Function function, string requestId, string payload, HttpStatusCode status, string error)
    {
        lock (context.Gate)
        {
            if (function.Settings.DeadLetterTarget is not { } target || queues.ByArn(target) is not { } queue || !roles.May(function.Settings.Role, "sqs:SendMessage", target))
                return;
            queue.Add(new QueuedMessage(Guid.NewGuid().ToString(), payload, context.Now)
            {
                Attributes = new SortedDictionary<string, MessageAttribute>(StringComparer.Ordinal)
                {
                    ["RequestID"] = new("String", requestId),
                    ["ErrorCode"] = new("Number", ((int)status).ToString(CultureInfo.InvariantCulture)),
                    ["ErrorMessage"] = new("String", error.Length > LongestErrorMessage ? error[..LongestErrorMessage] : error),
                },
            });
        }
    }
}
