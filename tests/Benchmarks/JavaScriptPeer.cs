namespace AwsLoginAudit.Benchmarks;

/// <summary>The peer in JavaScript, whose packages are fetched on first use, exactly as its lock file has them.</summary>
internal static class JavaScriptPeer
{
    private static readonly string Source = Path.Combine(Places.Peers, "javascript");
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "javascript");

    // node finds packages beside the script.
    public static string Script { get; } = Path.Combine(Folder, "count.mjs");

    /// <summary>Its versions; null where node or npm is not here, or nothing can be fetched.</summary>
    public static async Task<string?> PrepareAsync()
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(Source))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        return await VersionsAsync() ?? (await FetchAsync() ? await VersionsAsync() : null);
    }

    private static async Task<bool> FetchAsync() =>
        await Child.TryAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--prefix", Folder, "--no-audit", "--no-fund") is not null;

    // Nothing where what was fetched is not what the lock file has now.
    private static Task<string?> VersionsAsync() => Child.TryAsync("node", "-e", $$"""
        const read = path => JSON.parse(require('fs').readFileSync({{Quoted(Folder)}} + path, 'utf8'));
        const fetched = read('/node_modules/.package-lock.json').packages;
        for (const [path, { version }] of Object.entries(read('/package-lock.json').packages))
            if (path !== '' && fetched[path]?.version !== version) process.exit(1);
        console.log(`Node.js ${process.version}, @aws-sdk/client-cloudwatch-logs ${fetched['node_modules/@aws-sdk/client-cloudwatch-logs'].version}`);
        """);

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
