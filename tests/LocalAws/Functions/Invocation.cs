namespace LocalAws.Functions;

/// <summary>One attempt to have a function handle an event.</summary>
/// <param name="FunctionName">The function.</param>
/// <param name="RequestId">The event's; its retries have the same.</param>
/// <param name="Payload">The event's JSON.</param>
/// <param name="Attempt">1 to 3.</param>
/// <param name="ErrorType">Null where it succeeded.</param>
/// <param name="ErrorMessage">What went wrong.</param>
/// <param name="Log">What the function wrote, with Lambda's own lines.</param>
public sealed record Invocation(string FunctionName, string RequestId, string Payload, int Attempt, string? ErrorType, string? ErrorMessage, IReadOnlyList<string> Log)
{
    /// <summary>Whether the function has handled the event.</summary>
    public bool Succeeded => ErrorType is null;
}
