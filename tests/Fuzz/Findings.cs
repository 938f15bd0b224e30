using System.Security.Cryptography;

namespace AwsLoginAudit.Fuzz;

/// <summary>Keeps inputs that something is wrong with, and says how to see it again.</summary>
internal static class Findings
{
    public static void Save(string target, ReadOnlySpan<byte> input, string what)
    {
        Directory.CreateDirectory(Paths.Findings);
        var path = Path.Combine(Paths.Findings, $"{target}-{Convert.ToHexStringLower(SHA256.HashData(input)).Substring(0, 12)}");
        File.WriteAllBytes(path, input);
        Console.WriteLine($"""
            {target}: {what}
              dotnet run --project tests/Fuzz -- {target} {Path.GetRelativePath(Environment.CurrentDirectory, path)}
            """);
    }
}
