using System.Net;
using System.Text.Json.Nodes;

namespace LocalAws.Http;

/// <summary>A refusal, as the service would answer it.</summary>
/// <param name="code">The error's code: <c>__type</c> of the answer.</param>
/// <param name="message">What AWS says.</param>
/// <param name="status">The status code of the answer.</param>
public sealed class AwsException(string code, string message, HttpStatusCode status = HttpStatusCode.BadRequest) : Exception(message)
{
    /// <summary>The error's code.</summary>
    public string Code { get; } = code;

    /// <summary>The status code of the answer.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>The code that a query-compatible service adds in <c>x-amzn-query-error</c>; the code itself unless it differs.</summary>
    public string? QueryCode { get; init; }

    /// <summary>Members that the error of a JSON service has beside its type and message; null for none.</summary>
    public JsonObject? Details { get; init; }

    internal static AwsException InvalidParameter(string message) => new("InvalidParameterException", message);

    internal static AwsException NotFound(string what) => new("ResourceNotFoundException", $"The specified {what} does not exist.");

    internal static AwsException AlreadyExists(string what) => new("ResourceAlreadyExistsException", $"The specified {what} already exists");

    /// <summary>What AWS has and this server has not. 501 is retried by no SDK, so the test that asks for it fails at once.</summary>
    internal static AwsException NotSupported(string what) =>
        new("NotSupportedByLocalAws", $"{what} is not supported by LocalAws.", HttpStatusCode.NotImplemented);
}
