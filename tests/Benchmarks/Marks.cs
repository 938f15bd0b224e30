using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AwsLoginAudit.Benchmarks;

/// <summary>Copies of the module in which some classes have lost the mark that they are compiled for good at once (AggressiveOptimization).</summary>
internal static class Marks
{
    private const ushort Mark = 512;

    // A row of the metadata table MethodDef (ECMA-335, II.22.26) begins with the RVA, 4 bytes. The implementation flags follow.
    private const int FlagsOffset = 4;

    /// <summary>A copy of the module.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="classes">The classes.</param>
    public static string CopyWithout(string folder, IEnumerable<string> classes)
    {
        var copy = Path.Combine(folder, Path.GetRandomFileName(), "AwsLoginAudit");
        foreach (var file in Directory.GetFiles(Places.Module, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Places.Module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        var names = classes.ToHashSet(StringComparer.Ordinal);
        foreach (var assembly in new[] { "Core", "Aws" })
            Clear(Path.Combine(copy, "bin", "net8.0", $"AwsLoginAudit.{assembly}.dll"), names);
        return copy;
    }

    private static void Clear(string path, HashSet<string> classes)
    {
        var bytes = File.ReadAllBytes(path);
        using var file = new PEReader(new MemoryStream([.. bytes]));
        var metadata = file.GetMetadataReader();
        var table = file.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.MethodDef);
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            var at = table + ((MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(TableIndex.MethodDef)) + FlagsOffset;
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
            if (classes.Contains(Outermost(metadata, method.GetDeclaringType())))
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)(flags & ~Mark));
        }
        File.WriteAllBytes(path, bytes);
    }

    private static string Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? Outermost(metadata, outer) : metadata.GetString(type.Name);
    }
}
