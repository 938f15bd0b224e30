using System.Security.Cryptography;

namespace AwsLoginAudit;

/// <summary>Distinguishes texts that are too long to be shown or stored.</summary>
public static class ShortDigest
{
    /// <summary>How many bytes of the SHA-256 digest are kept.</summary>
    public const int Bytes = 8;

    /// <summary>The first 16 hex digits of the SHA-256 digest, as Get-FileHash shows them.</summary>
    /// <param name="content">The text's bytes.</param>
    public static string Of(ReadOnlySpan<byte> content)
    {
#if NET8_0_OR_GREATER
        return Convert.ToHexString(SHA256.HashData(content), 0, Bytes);
#else
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(content.ToArray()), 0, Bytes).Replace("-", "");
#endif
    }
}
