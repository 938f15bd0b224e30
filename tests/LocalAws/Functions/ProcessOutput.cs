using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace LocalAws.Functions;

/// <summary>Standard output or standard error of a process, read line by line.</summary>
internal sealed class ProcessOutput
{
    /// <summary>Follows what was written before a certain moment.</summary>
    private const char Mark = '\u001e';

    private readonly int processId;
    private readonly int descriptor;
    private readonly Task reading;
    private TaskCompletionSource marked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="processId">The process.</param>
    /// <param name="descriptor">1 or 2.</param>
    /// <param name="output">What it writes.</param>
    /// <param name="lines">Gets each line.</param>
    public ProcessOutput(int processId, int descriptor, StreamReader output, ConcurrentQueue<string> lines)
    {
        (this.processId, this.descriptor) = (processId, descriptor);
        reading = ReadAsync(output, lines);
    }

    /// <summary>Completes when everything is read that the process has written.</summary>
    public async Task DrainAsync(Process process)
    {
        if (process.HasExited)
        {
            await reading;
        }
        else if (!OperatingSystem.IsLinux())
        {
            // Nothing but silence tells it here.
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
        else
        {
            marked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            // Without a mark the pipe has ended, or is about to.
            await (WriteMark() ? Task.WhenAny(marked.Task, reading) : reading);
        }
    }

    /// <summary>Writes into the same pipe, behind what the process has written.</summary>
    private bool WriteMark()
    {
        try
        {
            using var pipe = new FileStream($"/proc/{processId}/fd/{descriptor}", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            pipe.Write(Encoding.UTF8.GetBytes($"{Mark}\n"));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task ReadAsync(StreamReader output, ConcurrentQueue<string> lines)
    {
        while (await output.ReadLineAsync(CancellationToken.None) is { } line)
        {
            var end = line.IndexOf(Mark, StringComparison.Ordinal);
            if (end != 0)
                lines.Enqueue(end < 0 ? line : line[..end]);
            if (end >= 0)
                marked.TrySetResult();
        }
    }
}
