namespace AwsLoginAudit.Benchmarks;

/// <summary>A report of events that are in memory, beside what PowerShell has for it, in the same PowerShell.</summary>
internal static class Report
{
    private const int Events = 100_000;
    private const int Rounds = 3;

    public static async Task MeasureAsync(Results results)
    {
        var hasPowerShell = await Child.TryAsync("pwsh", "-NoProfile", "-Command", "exit") is not null;
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Contender Of(string name, string pipeline, string file, bool needsPowerShell = true) =>
                Writing(name, pipeline.Replace("FILE", Path.Combine(folder.FullName, file), StringComparison.Ordinal), hasPowerShell, needsPowerShell);
            await using var server = await Server.StartAsync(new Load(Events));
            var runs = await Contender.RunInTurnAsync(
                server,
                Rounds,
                Of(Engine.Name, "Measure-LoginAuditFailure -All | New-LoginAuditReport | Export-LoginAuditReport 'FILE'", "ours.html", needsPowerShell: false),
                Of("Group-Object, ConvertTo-Html", "Group-Object InstanceId -NoElement | ConvertTo-Html Name, Count | Set-Content 'FILE'", "peer.html"),
                Of("Export-Csv of every event", "Export-Csv 'FILE'", "peer.csv"));
            results.Rows.AddRange(runs.Skip(1).Select(peer => Compare(runs[0], peer)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Where there is no PowerShell, ours is measured in the bare engine.
    private static Contender Writing(string name, string pipeline, bool hasPowerShell, bool needsPowerShell)
    {
        string Script(string url) => $$"""
            $ErrorActionPreference = 'Stop'
            {{Engine.ImportModule}}
            $failures = Get-LoginAuditFailure /aws/SecurityAuditLogs -Last 5:0:0 -ThrottleLimit 1000 {{Engine.Connection(url)}}
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $null = $failures | {{pipeline}}
            "$($failures.Count) $($clock.Elapsed.TotalSeconds)"
            """;
        return hasPowerShell
            ? new(name, "pwsh", url => ["-NoProfile", "-NonInteractive", "-Command", Script(url)]) { MustEnd = true }
            : Engine.Running(name, Script) with { Missing = needsPowerShell ? "pwsh" : null };
    }

    private static Row Compare(Run ours, Run peer)
    {
        static string Text(Run run) => $"{run.Seconds:0.00} s, {run.PeakBytes / Usage.Megabyte:N0} MB";
        const string What = "report of 100,000 events in memory";
        return peer.Missing is not null
            ? new(What, Text(ours), $"{peer.Who}: {peer.Missing}", "-", "-", null)
            : new(What, Text(ours), $"{peer.Who}: {Text(peer)}", $"{ours.Seconds / peer.Seconds:0.00}", "-", null);
    }
}
