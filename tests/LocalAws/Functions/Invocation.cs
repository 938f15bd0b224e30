namespace LocalAws.Functions;

/// <summary>One attempt to have a function handle an event.</summary>
public sealed record Invocation
{
    /// <summary>Name of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The same for all attempts at one event.</summary>
    public required string RequestId { get; init; }

    /// <summary>The event, as JSON.</summary>
    public required string Event { get; init; }

    /// <summary>1, 2 or 3.</summary>
    public required int Attempt { get; init; }

    /// <summary>Whether the function returned.</summary>
    public bool Succeeded => ErrorType is null;

    /// <summary>What the function returned; Lambda drops it, as nobody waits for it. Null where it failed.</summary>
    public string? Result { get; init; }

    /// <summary>Name of the exception's type; Runtime.ExitError where the process ended, Sandbox.Timedout where it took too long. Null where it succeeded.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Null where it succeeded.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The error as the function sent it, as JSON; null where it sent none.</summary>
    public string? ErrorPayload { get; init; }

    /// <summary>The header Lambda-Runtime-Function-Error-Type of the error; null where the function sent none.</summary>
    public string? ErrorCategory { get; init; }

    /// <summary>What the function wrote to standard output and error, between the lines that Lambda writes itself.</summary>
    public required IReadOnlyList<string> LogLines { get; init; }

    /// <summary>How long the code ran, without the start of its process.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The most memory that its process has taken so far, in megabytes; 0 where it is unknown.</summary>
    public int MostMemory { get; init; }

    /// <summary>Whether a process was started for it.</summary>
    public bool IsColdStart { get; init; }
}
