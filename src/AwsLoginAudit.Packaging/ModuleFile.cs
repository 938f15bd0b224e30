using System.Security.Cryptography;

namespace AwsLoginAudit.Packaging;

/// <summary>A file of the module, with its relative path with forward slashes.</summary>
internal sealed record ModuleFile(string Path, byte[] Content)
{
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>Returns all files in a folder, sorted by path.</summary>
    public static IReadOnlyList<ModuleFile> AllOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => new ModuleFile(System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
