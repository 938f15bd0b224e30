using System.Diagnostics;
using System.Globalization;

namespace AwsLoginAudit.Benchmarks;

/// <summary>LocalAws with a load of failed logins, in a process of its own; it ends with this object, or by its lifetime.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Greeting = "LocalAws listening on ";
    private const int LifetimeSeconds = 1800;

    private readonly Process process;

    private Server(Process process, int events, string url) => (this.process, Events, Url) = (process, events, url);

    public int Events { get; }

    public string Url { get; }

    public static async Task<Server> StartAsync(int events)
    {
        string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        var started = Child.Start("dotnet", Places.LocalAws, "--load", Text(events), "--streams", "50", "--lifetime", Text(LifetimeSeconds));
        var line = await started.StandardOutput.ReadLineAsync();
        return line?.StartsWith(Greeting, StringComparison.Ordinal) == true
            ? new Server(started, events, line[Greeting.Length..])
            : throw new InvalidOperationException($"LocalAws did not start: {line}\n{await started.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
