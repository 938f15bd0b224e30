using System.Diagnostics;
using System.Globalization;

namespace AwsLoginAudit.Benchmarks;

/// <summary>LocalAws with a load of failed logins, in a process of its own; it ends with this object, or by its lifetime.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Greeting = "LocalAws listening on ";
    private const int LifetimeSeconds = 2 * 60 * 60;

    private readonly Process process;

    private Server(Process process, Load load, string url) => (this.process, Load, Url) = (process, load, url);

    public Load Load { get; }

    public string Url { get; }

    public static async Task<Server> StartAsync(Load load)
    {
        static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
        var arguments = new List<string>
        {
            Places.LocalAws, "--load", Text(load.Events), "--streams", "50", "--latency", Text(load.Milliseconds), "--region", load.Region, "--quotas", load.Quota is null ? "none" : "region",
            "--query-time", Text(load.QueryTime.TotalSeconds), "--lifetime", Text(LifetimeSeconds),
        };
        if (load.HasOwnNames)
            arguments.AddRange(["--names", "own"]);
        if (load.Window is { } window)
            arguments.AddRange(["--start", Load.Start.ToString("O", CultureInfo.InvariantCulture), "--window", Text(window.TotalSeconds)]);
        var started = Child.Start("dotnet", [.. arguments]);
        var line = await started.StandardOutput.ReadLineAsync();
        return line?.StartsWith(Greeting, StringComparison.Ordinal) == true
            ? new Server(started, load, line[Greeting.Length..])
            : throw new InvalidOperationException($"LocalAws did not start: {line}\n{await started.StandardError.ReadToEndAsync()}");
    }

    /// <summary>How many queries of Logs Insights have run at once at most, when it was asked last.</summary>
    public int MostQueries { get; private set; }

    /// <summary>How many requests it has had since it was asked last, and how many of them it has refused.</summary>
    public async Task<(int All, int Refused)> RequestsAsync()
    {
        await process.StandardInput.WriteLineAsync("requests");
        var numbers = (await process.StandardOutput.ReadLineAsync())!.Split(' ');
        MostQueries = int.Parse(numbers[2], CultureInfo.InvariantCulture);
        return (int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
