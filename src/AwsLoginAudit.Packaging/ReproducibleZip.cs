using System.IO.Compression;

namespace AwsLoginAudit.Packaging;

/// <summary>A zip that depends on names and contents alone.</summary>
internal static class ReproducibleZip
{
    /// <summary>The earliest that a zip can say.</summary>
    public static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A regular file that its owner may write and all may read, whatever the mask of who builds.
    private const int ReadableFile = unchecked((int)0x81A4_0000);

    public static void Write(string path, IEnumerable<ModuleFile> files)
    {
        using var stream = File.Create(path);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var file in files)
        {
            var entry = archive.CreateEntry(file.Path, CompressionLevel.SmallestSize);
            entry.LastWriteTime = Timestamp;
            entry.ExternalAttributes = ReadableFile;
            using var content = entry.Open();
            content.Write(file.Content);
        }
    }
}
