using System.Text.Json;
using LocalAws.Validation;

namespace LocalAws.Http;

/// <summary>Carries out one request. It writes the whole answer, or nothing where the operation has no output.</summary>
internal delegate void Operation(JsonElement request, Utf8JsonWriter response);

/// <summary>One AWS service as it is on the wire.</summary>
internal sealed record Service
{
    /// <summary>Name in a credential scope.</summary>
    public required string SigningName { get; init; }

    /// <summary>Name in an IAM action.</summary>
    public required string ActionPrefix { get; init; }

    /// <summary>What comes before the operation in X-Amz-Target.</summary>
    public required string TargetPrefix { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Errors also carry <c>x-amzn-query-error</c>.</summary>
    public bool IsQueryCompatible { get; init; }

    /// <summary>Code of the error for requests that break the model.</summary>
    public required string ValidationCode { get; init; }

    /// <summary>The resource an action is on, for the message of a denied one.</summary>
    public required Func<JsonElement, string> ResourceOf { get; init; }

    public required IReadOnlyDictionary<string, (Shape Shape, Operation Run)> Operations { get; init; }
}
