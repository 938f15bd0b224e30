using System.IO.Compression;
using System.Security.Cryptography;
using LocalAws.Http;

namespace LocalAws.Functions;

/// <summary>A deployment package: a zip with the built assemblies.</summary>
internal sealed class FunctionCode
{
    private const int LargestZip = 50 * 1024 * 1024;
    private const long LargestUnzipped = 262_144_000;

    private readonly byte[] zip;

    private FunctionCode(byte[] zip)
    {
        this.zip = zip;
        Sha256 = Convert.ToBase64String(SHA256.HashData(zip));
    }

    /// <summary>Bytes of the zip.</summary>
    public int Size => zip.Length;

    /// <summary>In base64.</summary>
    public string Sha256 { get; }

    public static FunctionCode Read(byte[] zip, string operation)
    {
        if (zip.Length > LargestZip)
            throw new AwsException("RequestEntityTooLargeException", $"Request must be smaller than {RequestPipeline.LargestRestBody} bytes for the {operation} operation", System.Net.HttpStatusCode.RequestEntityTooLarge);
        if (UnzippedSize(zip) is var size && size == 0)
            throw Invalid("Uploaded file must be a non-empty zip");
        return size <= LargestUnzipped ? new FunctionCode(zip) : throw Invalid($"Unzipped size must be smaller than {LargestUnzipped} bytes");
    }

    /// <summary>Unpacks it into a folder that is there, except for files that the function's user could not read (Lambda developer guide, "File permissions").</summary>
    public void Unpack(string folder)
    {
        using var stream = new MemoryStream(zip);
        using var archive = new ZipArchive(stream);
        foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0 && IsReadable(entry)))
        {
            var path = Path.GetFullPath(Path.Combine(folder, entry.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            entry.ExtractToFile(path);
        }
    }

    // No mode at all is what Windows writes.
    private static bool IsReadable(ZipArchiveEntry entry) =>
        (UnixFileMode)((entry.ExternalAttributes >> 16) & 0x1FF) is var mode && (mode == UnixFileMode.None || mode.HasFlag(UnixFileMode.OtherRead));

    private static long UnzippedSize(byte[] zip)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip));
            return archive.Entries.Sum(e => e.Length);
        }
        catch (InvalidDataException)
        {
            throw Invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");
        }
    }

    private static AwsException Invalid(string message) => new("InvalidParameterValueException", message);
}
