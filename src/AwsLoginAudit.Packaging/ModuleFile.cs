using System.Security.Cryptography;

namespace AwsLoginAudit.Packaging;

/// <summary>A file by its path within the module, with forward slashes.</summary>
internal sealed record ModuleFile(string Path, byte[] Content)
{
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>Every file below a folder, always in the same order.</summary>
    public static IReadOnlyList<ModuleFile> AllOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => new ModuleFile(System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
