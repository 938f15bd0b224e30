namespace AwsLoginAudit.Benchmarks;

/// <summary>Others that count failures per log stream, and what they need on this machine.</summary>
internal sealed class Peers
{
    private const string Python = "python3";

    private static Task<Peers>? found;

    private readonly IReadOnlyList<string> versions;

    private Peers(IEnumerable<string?> versions) => this.versions = [.. versions.OfType<string>()];

    /// <summary>Counts log stream names and looks at nothing else.</summary>
    public required Contender Counts { get; init; }

    /// <summary>Parses each event as well.</summary>
    public required Contender Xml { get; init; }

    /// <summary>The function of the blog, with the pages that it does not read.</summary>
    public required Contender JavaScript { get; init; }

    /// <summary>AWS's command line into jq; it does not time itself, so its start is in its time.</summary>
    public required Contender Shell { get; init; }

    /// <summary>The same bytes over one connection, not decoded: what no reader of one page after the other can be faster than.</summary>
    public required Contender Pull { get; init; }

    public IReadOnlyList<Contender> All => [Counts, Xml, JavaScript, Shell, Pull];

    /// <summary>Looks for them, and fetches what one of them needs, once.</summary>
    public static Task<Peers> FindAsync() => found ??= LookAsync();

    /// <summary>What they run on; nothing where nobody was compared with them.</summary>
    public static async Task<string> VersionsAsync() => found is null ? "" : string.Join(", ", (await found).versions);

    private static async Task<Peers> LookAsync()
    {
        var python = await Child.TryAsync(Python, "-c", "import platform; print('Python', platform.python_version())");
        var boto = await Child.TryAsync(Python, "-c", "import boto3; print('boto3', boto3.__version__)");
        var node = await JavaScriptPeer.PrepareAsync();
        var shell = await Child.TryAsync("sh", "-c", "aws --version && jq --version");
        var noBoto = boto is null ? "python3 with boto3" : null;
        return new Peers([python, boto, node, shell is null ? null : $"{shell.Split(' ')[0]}, {shell.Split('\n')[^1]}"])
        {
            Counts = new("boto3, counts only", Python, url => [Places.Peers + "count.py", url]) { Missing = noBoto },
            Xml = new("boto3, ElementTree", Python, url => [Places.Peers + "count.py", url, "--xml"]) { Missing = noBoto },
            JavaScript = new("SDK for JavaScript v3", "node", url => [JavaScriptPeer.Script, url]) { Missing = node is null ? "node and npm with a registry" : null },
            Shell = new("aws, jq", "sh", url => [Places.Peers + "count.sh", url]) { Missing = shell is null ? "aws and jq" : null },
            Pull = new("the bytes alone", Python, url => [Places.Peers + "pull.py", url]) { Missing = python is null ? Python : null, CountsPages = true },
        };
    }
}
