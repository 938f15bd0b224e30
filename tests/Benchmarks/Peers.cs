namespace AwsLoginAudit.Benchmarks;

/// <summary>Others that count failures per log stream, and what they need on this machine.</summary>
internal sealed class Peers
{
    private const string Python = "python3";

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

    /// <summary>What they run on.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    public IReadOnlyList<Contender> All => [Counts, Xml, JavaScript, Shell, Pull];

    public static async Task<Peers> FindAsync()
    {
        var python = await Child.TryAsync(Python, "-c", "import platform; print('Python', platform.python_version())");
        var boto = await Child.TryAsync(Python, "-c", "import boto3; print('boto3', boto3.__version__)");
        var node = await JavaScriptPeer.PrepareAsync();
        var shell = await Child.TryAsync("sh", "-c", "aws --version && jq --version");
        var noBoto = boto is null ? "python3 with boto3" : null;
        return new Peers
        {
            Counts = new("boto3, counts only", Python, url => [Places.Peers + "count.py", url]) { Missing = noBoto },
            Xml = new("boto3, ElementTree", Python, url => [Places.Peers + "count.py", url, "--xml"]) { Missing = noBoto },
            JavaScript = new("SDK for JavaScript v3", "node", url => [JavaScriptPeer.Script, url]) { Missing = node is null ? "node and npm with a registry" : null },
            Shell = new("aws, jq", "sh", url => [Places.Peers + "count.sh", url]) { Missing = shell is null ? "aws and jq" : null },
            Pull = new("the bytes alone", Python, url => [Places.Peers + "pull.py", url]) { Missing = python is null ? Python : null, CountsPages = true },
            Versions = [.. new[] { python, boto, node, shell is null ? null : $"{shell.Split(' ')[0]}, {shell.Split('\n')[^1]}" }.OfType<string>()],
        };
    }
}
