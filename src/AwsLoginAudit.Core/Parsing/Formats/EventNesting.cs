namespace AwsLoginAudit;

/// <summary>Finds events that somebody may have typed into a value of another event, in text where only tags separate events.</summary>
/// <remarks>
/// Windows writes at most one EventData in an event. If the end of an event comes before the end of its EventData, the end was typed, and the
/// events after it can be typed too. They end with the rest of the outer event, or at the latest after the longest event that the agent sends.
/// A typed event can also end the outer event correctly. Only the rest of the outer event then shows it, and it comes after the typed event.
/// </remarks>
/// <param name="problems">Receives the rests of outer events.</param>
internal sealed class EventNesting(LogProblems problems)
{
    private const string Start = "<EventData";
    private const string End = "</EventData";

    private int starts, ends;
    private int left;

    /// <summary>Reads a tag within an event.</summary>
    public void Pass(ReadOnlySpan<char> tag)
    {
        if (tag.StartsWith(End.AsSpan()))
            ends++;
        else if (tag.StartsWith(Start.AsSpan()) && tag.Slice(Start.Length).TrimStart() is not ['/', ..])
            starts++;
    }

    /// <summary>Ends an event.</summary>
    /// <param name="length">The length of the event, in characters.</param>
    /// <param name="line">The line where the event begins.</param>
    /// <param name="isCut">Whether another event begins before this one has ended.</param>
    /// <returns>Whether the event may have been typed into another one.</returns>
    public bool EndEvent(int length, long line, bool isCut)
    {
        var mayBeTyped = left > 0;
        var isUnfinished = isCut || (starts > 0 && ends == 0);
        left = isUnfinished ? BoundedText.Limit : Math.Max(0, left - length);
        if (ends > Math.Min(starts, 1))
        {
            problems.Add("an event that contains the end of another event", line, length);
            problems.MayHoldTypedEvents = true;
        }
        starts = ends = 0;
        return mayBeTyped;
    }

    /// <summary>Reads the text between two events. The end of an event there is that of the outer event, unless its message follows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasEnd">Whether the text contains the end of an event.</param>
    public void PassBetween(ReadOnlySpan<char> text, bool hasEnd)
    {
        starts = ends = 0;
        if (!hasEnd)
            return;
        problems.MayHoldTypedEvents = true;
        var message = text.LastIndexOf("<RenderingInfo".AsSpan());
        left = message >= 0 && text.Slice(message).IndexOf("</RenderingInfo".AsSpan()) < 0 ? BoundedText.Limit : 0;
    }
}
