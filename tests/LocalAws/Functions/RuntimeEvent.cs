using System.Globalization;
using System.Security.Cryptography;

namespace LocalAws.Functions;

/// <summary>How one run of a function's code ended.</summary>
/// <param name="Result">What it returned, as JSON; null where it failed.</param>
/// <param name="ErrorType">Null where it succeeded.</param>
/// <param name="ErrorMessage">Null where it succeeded.</param>
/// <param name="ErrorPayload">The error as the function sent it; null where the function sent none.</param>
/// <param name="ErrorCategory">The header Lambda-Runtime-Function-Error-Type that came with it.</param>
internal sealed record Outcome(string? Result, string? ErrorType = null, string? ErrorMessage = null, string? ErrorPayload = null, string? ErrorCategory = null);

/// <summary>An event on its way through a runtime.</summary>
internal sealed class RuntimeEvent(string requestId, string functionArn, string payload, TimeSpan timeout)
{
    public string RequestId => requestId;

    public string FunctionArn => functionArn;

    public string Payload => payload;

    public TimeSpan Timeout => timeout;

    /// <summary>The X-Ray header, of an invocation that is not sampled.</summary>
    public string TraceId { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"Root=1-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds():x8}-{RandomNumberGenerator.GetHexString(24, lowercase: true)};Parent={RandomNumberGenerator.GetHexString(16, lowercase: true)};Sampled=0");

    /// <summary>Completes when the runtime has fetched the event.</summary>
    public TaskCompletionSource Fetched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<Outcome> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
