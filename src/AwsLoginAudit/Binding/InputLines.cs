using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Combines text lines from the pipeline into recordings, and reads each recording as its lines arrive.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
/// <param name="reader">Selects the events, without other events and duplicate events.</param>
/// <param name="take">Receives each event.</param>
/// <param name="skip">Receives the error of a recording that cannot be read, or not completely.</param>
/// <param name="stopToken">Stops the reading.</param>
internal sealed class InputLines<T>(EventReader<T> reader, Action<T> take, Action<LoginAuditException> skip, CancellationToken stopToken) : IDisposable
    where T : LoginAuditEvent
{
    private LineFeed<T>? feed;
    private long line;
    private bool isXml;
    private bool isBroken;

    /// <summary>
    /// Whether a recording has begun. All following lines belong to the recording, because any text in it can be typed by the sender of a login.
    /// </summary>
    public bool IsRunning => feed is not null || isBroken;

    /// <summary>Adds a line to the current recording, or begins a recording.</summary>
    /// <returns>False if the text has several lines and is a recording of its own.</returns>
    public bool TryAdd(string text)
    {
        var trimmed = text.AsSpan().Trim();
        // Within an XML root element, an event can be a text of several lines.
        if (trimmed.IndexOf('\n') >= 0 && !(feed is not null && isXml && trimmed[0] == '<'))
            return false;
        Add(text);
        line += LineBreaks(text);
        return true;
    }

    /// <summary>Counts the lines of a text that is a recording of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The position of the object in the pipeline, starting with 1.</param>
    /// <returns>The name of the text in errors. Line numbers in errors refer to the text.</returns>
    public string NameOf(InputItem.Text text, long number)
    {
        line += 1 + LineBreaks(text.Value);
        return number == 1 ? "the input" : $"object {number} of the input";
    }

    /// <summary>Ends the current recording and reads the rest of it.</summary>
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
            feed = new LineFeed<T>(reader, line == 1 ? "the input" : $"the input from line {line}", stopToken);
            isXml = text.AsSpan().TrimStart()[0] == '<';
        }
        feed?.Add(text);
        ReadFeed();
    }

    private void ReadFeed()
    {
        try
        {
            while (feed?.Read() is { } found)
                take(found);
        }
        catch (OperationCanceledException) when (stopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (LoginAuditException broken)
        {
            // The following lines belong to the recording that failed.
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
