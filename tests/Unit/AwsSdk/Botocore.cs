using System.IO.Compression;
using System.Text.Json;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>The service models that AWS publishes, as botocore carries them. Tests that need one are skipped where it is absent.</summary>
internal static class Botocore
{
    /// <summary>Reads a service's model.</summary>
    /// <param name="path">The service's name and its API's version, such as <c>logs/2014-03-28</c>.</param>
    public static async Task<JsonDocument> LoadOrSkipAsync(string path)
    {
        var folder = await Python.TryRunAsync("import botocore,os;print(os.path.dirname(botocore.__file__))");
        Assert.SkipWhen(folder is null, "python3 with botocore is not on this machine");
        await using var file = new GZipStream(File.OpenRead(Path.Combine(folder!.Trim(), "data", path, "service-2.json.gz")), CompressionMode.Decompress);
        return await JsonDocument.ParseAsync(file, cancellationToken: TestContext.Current.CancellationToken);
    }
}
