using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What Tab offers.</summary>
internal static class Completion
{
    // The first Tab of a process loads the AWS SDK, and a busy machine takes its time: a person presses again.
    private const int MostTries = 20;

    /// <summary>What is offered for a line that ends at the cursor.</summary>
    public static IReadOnlyList<CompletionResult> Complete(this Engine engine, string typed)
    {
        using var shell = engine.Shell("");
        shell.Commands.Clear();
        return [.. CommandCompletion.CompleteInput(typed, typed.Length, options: null, shell).CompletionMatches];
    }

    /// <summary>The same, where something has to come from AWS.</summary>
    public static IReadOnlyList<CompletionResult> CompleteFromAws(this Engine engine, string typed)
    {
        IReadOnlyList<CompletionResult> offered = [];
        for (var tries = 0; tries < MostTries && offered.Count == 0; tries++)
            offered = engine.Complete(typed);
        return offered;
    }
}
