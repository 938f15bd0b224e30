using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Puts the lines that come through a pipeline together to recordings, and reads each as it comes.</summary>
/// <param name="reader">Leaves out successes and duplicate events.</param>
/// <param name="take">Takes a failure.</param>
/// <param name="skip">Takes the error of a recording that cannot be read, or not to its end.</param>
/// <param name="stopToken">Stops the reading.</param>
internal sealed class InputLines(FailureReader reader, Action<LoginAuditFailure> take, Action<LoginAuditException> skip, CancellationToken stopToken) : IDisposable
{
    private LineFeed? feed;
    private long line;
    private bool isXml;
    private bool isBroken;

    /// <summary>Whether a recording has begun. Every line then belongs to the recording, whatever the line holds: it may have been typed.</summary>
    public bool IsRunning => feed is not null || isBroken;

    /// <summary>Adds a line to the recording, and begins a recording if there is none.</summary>
    /// <returns>False if the text has several lines and stands for itself.</returns>
    public bool TryAdd(string text)
    {
        var trimmed = text.AsSpan().Trim();
        // Between the tags of a root, an event may be a text of several lines.
        if (trimmed.IndexOf('\n') >= 0 && !(feed is not null && isXml && trimmed[0] == '<'))
            return false;
        Add(text);
        line += LineBreaks(text);
        return true;
    }

    /// <summary>Counts the lines of a text that stands for itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number of its object in the pipeline, from 1.</param>
    /// <returns>What errors call the text. Lines that they name are those of the text.</returns>
    public string NameOf(InputItem.Text text, long number)
    {
        line += 1 + LineBreaks(text.Value);
        return number == 1 ? "the input" : $"object {number} of the input";
    }

    /// <summary>Ends the recording and reads the rest of it.</summary>
    public void End()
    {
        feed?.End();
        ReadFeed();
        Dispose();
        isBroken = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        feed?.Dispose();
        feed = null;
    }

    private void Add(string text)
    {
        line++;
        if (!IsRunning)
        {
            if (string.IsNullOrWhiteSpace(text))
                return;
            feed = new LineFeed(reader, line == 1 ? "the input" : $"the input from line {line}", stopToken);
            isXml = text.AsSpan().TrimStart()[0] == '<';
        }
        feed?.Add(text);
        ReadFeed();
    }

    private void ReadFeed()
    {
        try
        {
            while (feed?.Read() is { } failure)
                take(failure);
        }
        catch (OperationCanceledException) when (stopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (LoginAuditException broken)
        {
            // The lines that follow belong to what is broken.
            isBroken = true;
            Dispose();
            skip(broken);
        }
    }

    private static int LineBreaks(string text)
    {
        var count = 0;
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
            count++;
        return count;
    }
}
