using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>What every call in a protocol has in common.</summary>
internal static class WireAssert
{
    public static void IsJsonCall(RecordedRequest request, string version, string target, string signedFor, string json)
    {
        IsSigned(request, signedFor, "x-amz-target");
        Assert.Equal("application/x-amz-json-" + version, request.Headers["Content-Type"]);
        Assert.Equal(target, request.Headers["X-Amz-Target"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), request.Json), $"sent: {request.Body}");
    }

    /// <param name="request">What was sent.</param>
    /// <param name="version">Version of the service's API.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="signedFor">The name that stands in the credential scope.</param>
    /// <param name="fields">The other fields of the form as <c>name=value</c>, decoded.</param>
    public static void IsQueryCall(RecordedRequest request, string version, string operation, string signedFor, params string[] fields)
    {
        IsSigned(request, signedFor, "x-amz-date");
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", request.Headers["Content-Type"]);
        var sent = QueryHelpers.ParseQuery(request.Body).Select(field => $"{field.Key}={field.Value}");
        Assert.Equal(fields.Append("Action=" + operation).Append("Version=" + version).Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
    }

    /// <param name="request">What was sent.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path as it goes over the wire.</param>
    /// <param name="signedFor">The name that stands in the credential scope.</param>
    /// <param name="json">The body; null where there is none.</param>
    public static void IsRestCall(RecordedRequest request, string method, string path, string signedFor, string? json)
    {
        IsSigned(request, signedFor, "x-amz-date", method, path);
        Assert.Equal(json is null ? null : "application/json", request.Headers.GetValueOrDefault("Content-Type"));
        if (json is null)
            Assert.Empty(request.Body);
        else
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), request.Json), $"sent: {request.Body}");
    }

    private static void IsSigned(RecordedRequest request, string signedFor, string signedHeader, string method = "POST", string path = "/")
    {
        Assert.Equal((method, path), (request.Method, request.Path));
        Assert.Matches($"^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{{8}}/eu-central-1/{signedFor}/aws4_request, SignedHeaders=[^ ]*{signedHeader}[^ ]*, ?Signature=[0-9a-f]{{64}}$", request.Headers["Authorization"]);
    }
}
