using System.Management.Automation;
using System.Management.Automation.Language;
using AwsLoginAudit.Help;
using AwsLoginAudit.Tests.Cmdlets;

namespace AwsLoginAudit.Tests.Help;

/// <summary>Every example of every page, as it is written there.</summary>
public sealed class ExampleTests
{
    private const int AtOnce = 6;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // Most of an example is waiting, so pages do not wait for one another.
    private static readonly Lazy<Dictionary<string, Task<List<string>>>> Runs = new(() =>
    {
        var room = new SemaphoreSlim(AtOnce);
        return Pages.All.Values.ToDictionary(page => page.Name, page => RunAsync(page, room));
    });

    public static TheoryData<string> Names => Pages.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Examples_run_without_error_and_emit_what_the_page_says(string name)
    {
        var problems = await Runs.Value[name];
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static async Task<List<string>> RunAsync(HelpPage page, SemaphoreSlim room)
    {
        await room.WaitAsync();
        try
        {
            var problems = new List<string>();
            foreach (var example in page.Examples)
            {
                await using var scene = await ExampleScene.OpenAsync(withResponder: page.Name.EndsWith("-LoginAuditResponder", StringComparison.Ordinal), withExclusion: page.Name is "Get-LoginAuditExclusion" or "Remove-LoginAuditExclusion");
                var outcome = await RunAsync(scene, example.Code);
                problems.AddRange(outcome.Errors.Select(error => $"{example.Title}: {error}"));
                if (outcome.Output.Count == 0 && Emits(example.Code))
                    problems.Add($"{example.Title}: it emits nothing.");
            }
            return problems;
        }
        finally
        {
            room.Release();
        }
    }

    // One that waits for ever is stopped when it has done what there was to do, and has told it.
    private static async Task<Outcome> RunAsync(ExampleScene scene, string code)
    {
        using var shell = scene.Engine.Shell(code);
        var output = new PSDataCollection<PSObject>();
        using var guard = new CancellationTokenSource(Longest);
        var waits = code.Contains("-Wait ", StringComparison.Ordinal);
        bool IsDone() => waits && scene.IsQueueEmpty && (output.Count > 0 || !Emits(code));
        var running = shell.InvokeAsync<PSObject, PSObject>(null, output);
        while (!running.IsCompleted && !guard.IsCancellationRequested && !IsDone())
            await Task.WhenAny(running, Task.Delay(Pause));
        ErrorRecord? failure = null;
        try
        {
            if (!running.IsCompleted)
                shell.Stop();
            await running;
        }
        catch (PipelineStoppedException stopped) when (guard.IsCancellationRequested)
        {
            failure = new ErrorRecord(stopped, "StillRunning", ErrorCategory.OperationTimeout, code);
        }
        catch (PipelineStoppedException)
        {
            // As by Ctrl+C.
        }
        catch (RuntimeException thrown)
        {
            failure = thrown.ErrorRecord;
        }
        return Outcome.Of(shell, output, failure);
    }

    // Whether some pipeline, in a loop or not, ends with what emits: a cmdlet whose page names outputs, a command that passes on, or a value.
    private static bool Emits(string code)
    {
        var script = Parser.ParseInput(code, out _, out var errors);
        Assert.Empty(errors);
        return script.FindAll(ast => ast is PipelineAst { Parent: NamedBlockAst or StatementBlockAst }, searchNestedScriptBlocks: true)
            .Cast<PipelineAst>().Any(pipeline => Emits(pipeline.PipelineElements[^1]));
    }

    private static bool Emits(CommandBaseAst last) => last switch
    {
        CommandAst command when Pages.All.TryGetValue(command.GetCommandName(), out var page) =>
            page.Outputs[0].Name != "None" && !command.Extent.Text.Contains("-WhatIf", StringComparison.Ordinal)
            && (page.Parameters.All(parameter => parameter.Name != "PassThru") || command.Extent.Text.Contains("-PassThru", StringComparison.Ordinal)),
        CommandAst command => command.GetCommandName() is "Where-Object" or "Format-List" or "Group-Object",
        _ => true,
    };
}
