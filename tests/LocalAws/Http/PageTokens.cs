using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Http;

/// <summary>
/// Tokens for the next page: opaque, good for 24 hours, for the server that issued them and for the same question only.
/// </summary>
internal sealed class PageTokens(TimeProvider clock, Func<FaultPlan> faults)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Makes a token for a place in the answer to a question.</summary>
    public string Seal(string question, string place)
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().Ticks}|{faults().Requests}|{place}");
        return Base64Url.EncodeToString([.. Mac(question, payload), .. Encoding.UTF8.GetBytes(payload)]);
    }

    /// <summary>The place of a token; null when it is no token for this question, or has expired.</summary>
    public string? Open(string question, string token)
    {
        if (!Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < 16)
            return null;
        var payload = Encoding.UTF8.GetString(bytes.AsSpan(16));
        if (!CryptographicOperations.FixedTimeEquals(Mac(question, payload), bytes.AsSpan(0, 16)))
            return null;

        var parts = payload.Split('|', 3);
        var age = clock.GetUtcNow().Ticks - long.Parse(parts[0], CultureInfo.InvariantCulture);
        var requests = faults().Requests - int.Parse(parts[1], CultureInfo.InvariantCulture);
        return age > Lifetime.Ticks || requests > faults().PageTokensExpireAfter ? null : parts[2];
    }

    private byte[] Mac(string question, string payload) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(question + '\n' + payload))[..16];
}
