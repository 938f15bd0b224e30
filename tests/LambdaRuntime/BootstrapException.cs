namespace LambdaRuntime;

/// <summary>The bootstrap script ended before it started anything.</summary>
/// <param name="exitCode">The script's exit code.</param>
/// <param name="message">What it wrote to standard error.</param>
public sealed class BootstrapException(int exitCode, string message) : Exception(message)
{
    /// <summary>The script's exit code, 102 to 106.</summary>
    public int ExitCode => exitCode;
}
