using System.Net;
using System.Net.Sockets;
using AwsLoginAudit.Aws;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What is asked for again, and how often.</summary>
public sealed class RetryTests
{
    private const int Events = 3;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // The SDK would let all calls of a process to an endpoint have some hundred retries together.
    [Fact]
    public async Task A_spell_of_throttling_ends_no_read_before_its_own_retries_are_used_up()
    {
        const int Reads = 60;
        const int Spell = 3 * Reads;
        await using var account = await LoadedAsync();
        account.Server.Faults = new FaultPlan { ThrottlePercent = 100 };
        using var session = new AwsSession(
            new AwsConnection
            {
                Region = "us-east-1",
                AccessKey = Engine.AccessKey,
                SecretKey = Engine.SecretKey,
                EndpointUrl = account.Server.Endpoint.AbsoluteUri,
                EventRequestsPerSecond = 1_000,
            },
            _ => { });
        var reads = Enumerable.Range(0, Reads).Select(_ => CountAsync(session)).ToList();
        while (account.Server.Faults.Requests < Spell && reads.TrueForAll(read => !read.IsFaulted))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        account.Server.Faults = new FaultPlan();
        Assert.All(await Task.WhenAll(reads), count => Assert.Equal(Events, count));
    }

    // As with a name that resolves a moment later, or a network that comes up after the task is started.
    [Fact]
    public async Task An_endpoint_that_is_there_at_the_third_attempt_is_read()
    {
        await using var account = await LoadedAsync();
        using var late = new LateEndpoint(account.Server.Endpoint, failures: 2);
        using var engine = Engine.Over(account, Start, Window);
        engine.Set("aws", Engine.Parameters(late.Address));
        Assert.Equal(Events, engine.Run("Get-LoginAuditFailure $group -StartTime $start -EndTime $end @aws").Objects<LoginAuditFailure>().Count);
    }

    private static Task<Account> LoadedAsync() => Account.LoadedAsync(new GeneratedFailures { Count = Events, Streams = 1, Start = Start });

    private static async Task<int> CountAsync(AwsSession session)
    {
        var events = 0;
        var read = new LogEventReader(session).ReadAsync([LogQuery.AuditFailures(Account.LogGroup)], new LoginAuditRead(new() { Start = Start, End = Start + Window }), TestContext.Current.CancellationToken);
        await foreach (var page in read)
            events += page.Length;
        return events;
    }

    /// <summary>Hangs up on the first connections, and passes on those that come after.</summary>
    private sealed class LateEndpoint : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public LateEndpoint(Uri target, int failures)
        {
            listener.Start();
            _ = AcceptAsync(target, failures);
        }

        public string Address => $"http://{listener.LocalEndpoint}";

        public void Dispose() => listener.Dispose();

        private async Task AcceptAsync(Uri target, int failures)
        {
            for (var connection = 1; ; connection++)
            {
                var caller = await listener.AcceptTcpClientAsync();
                if (connection <= failures)
                    caller.Dispose();
                else
                    _ = PassAsync(caller, target);
            }
        }

        private static async Task PassAsync(TcpClient caller, Uri target)
        {
            using (caller)
            using (var server = new TcpClient(target.Host, target.Port))
                await Task.WhenAny(caller.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(caller.GetStream()));
        }
    }
}
