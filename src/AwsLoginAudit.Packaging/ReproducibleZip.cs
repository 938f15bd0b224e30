using System.IO.Compression;

namespace AwsLoginAudit.Packaging;

/// <summary>Writes a zip file that depends only on the names and contents of its files.</summary>
internal static class ReproducibleZip
{
    /// <summary>The earliest time that a zip file can contain.</summary>
    public static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The mode of a regular file with rw-r--r--, independent of the umask of the build.
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
