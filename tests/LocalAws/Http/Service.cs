using System.Net;
using System.Text.Json;
using LocalAws.Identity;
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

    /// <summary>What comes before the operation in X-Amz-Target; null for a service of another protocol.</summary>
    public string? TargetPrefix { get; init; }

    /// <summary>Version parameter of a service of the Query protocol.</summary>
    public string? QueryVersion { get; init; }

    /// <summary>Whether the service also speaks RPC v2 CBOR, under the name that is its TargetPrefix.</summary>
    public bool HasCbor { get; init; }

    /// <summary>How a REST service is asked; none for others.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>Of the Query protocol's answers.</summary>
    public string? XmlNamespace { get; init; }

    /// <summary>Members of answers that are timestamps. The operations write them as seconds since 1970, which Query and CBOR write in their own way.</summary>
    public IReadOnlySet<string> TimestampNames { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Members of the Query protocol's answers that are maps, not structures.</summary>
    public IReadOnlySet<string> MapNames { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The content type of a service of the JSON protocol; null for a service of another protocol.</summary>
    public string? JsonContentType { get; init; }

    /// <summary>Signed for us-east-1 in whatever region.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Paths other than / that are asked.</summary>
    public Func<string, bool> IsPath { get; init; } = _ => false;

    /// <summary>Status of the answer to callers who are unknown or may not ask this.</summary>
    public HttpStatusCode DeniedStatus => TargetPrefix is null ? HttpStatusCode.Forbidden : HttpStatusCode.BadRequest;

    /// <summary>Code of the error for a denied action of a service of the Query protocol.</summary>
    public string DeniedQueryCode { get; init; } = "AccessDenied";

    /// <summary>Errors also carry <c>x-amzn-query-error</c>.</summary>
    public bool IsQueryCompatible { get; init; }

    /// <summary>Code of the error for requests that break the model.</summary>
    public required string ValidationCode { get; init; }

    /// <summary>ARNs of what an operation of that name is on: a role must be allowed it on each. None: it needs no permission.</summary>
    public required Func<string, JsonElement, IReadOnlyList<string>> ResourcesOf { get; init; }

    /// <summary>What conditions of policies may ask of an operation of that name.</summary>
    public Func<string, JsonElement, ConditionValues> ConditionsOf { get; init; } = (_, _) => [];

    /// <summary>Awaited before an operation of that name runs, without the gate: long polling.</summary>
    public Func<string, JsonElement, CancellationToken, Task> Wait { get; init; } = (_, _, _) => Task.CompletedTask;

    public required IReadOnlyDictionary<string, (Shape Shape, Operation Run)> Operations { get; init; }
}
