using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Http;

/// <summary>
/// Checks that a request is signed for the right service and region with a fresh date. The signature itself is not recomputed:
/// the server knows no secret keys, and what signs the requests is the AWS SDK, which is tested elsewhere.
/// </summary>
internal static partial class CredentialScope
{
    private static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(5);

    public static void Demand(HttpRequest request, string service, string region, TimeSpan clockSkew)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            throw new AwsException("MissingAuthenticationTokenException", "Missing Authentication Token", HttpStatusCode.Forbidden) { QueryCode = "MissingAuthenticationToken" };

        var match = SigV4().Match(header);
        if (!match.Success)
            throw new AwsException("IncompleteSignatureException", "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters of AWS4-HMAC-SHA256.") { QueryCode = "IncompleteSignature" };

        var date = request.Headers["X-Amz-Date"].ToString();
        if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
            throw new AwsException("IncompleteSignatureException", "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.") { QueryCode = "IncompleteSignature" };

        var signedHeaders = match.Groups["headers"].Value.Split(';');
        if (!signedHeaders.Contains("host") || !signedHeaders.Contains("x-amz-date"))
            throw Invalid("'Host' and 'X-Amz-Date' must be signed headers in the AWS Signature.");
        if (match.Groups["date"].Value != date[..8])
            throw Invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        if (match.Groups["region"].Value != region)
            throw Invalid("Credential should be scoped to a valid region.");
        if (match.Groups["service"].Value != service)
            throw Invalid($"Credential should be scoped to correct service: '{service}'.");
        var now = TimeProvider.System.GetUtcNow() + clockSkew;
        if (signedAt < now - MaximumSkew)
            throw Invalid($"Signature expired: {date} is now earlier than {Basic(now - MaximumSkew)} ({Basic(now)} - 5 min.)");
        if (signedAt > now + MaximumSkew)
            throw Invalid($"Signature not yet current: {date} is still later than {Basic(now + MaximumSkew)} ({Basic(now)} + 5 min.)");
    }

    public static string? AccessKeyIdOf(HttpRequest request) =>
        SigV4().Match(request.Headers.Authorization.ToString()) is { Success: true } match ? match.Groups["key"].Value : null;

    private static string Basic(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static AwsException Invalid(string message) => new("InvalidSignatureException", message) { QueryCode = "SignatureDoesNotMatch" };

    [GeneratedRegex(@"\AAWS4-HMAC-SHA256 Credential=(?<key>[\w+=/.@-]+)/(?<date>\d{8})/(?<region>[a-z0-9-]+)/(?<service>[a-z0-9-]+)/aws4_request, ?SignedHeaders=(?<headers>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SigV4();
}
