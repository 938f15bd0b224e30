namespace AwsLoginAudit;

/// <summary>The kind of a line in a recording.</summary>
internal enum LineKind
{
    /// <summary>The line belongs to the event before it.</summary>
    Continues,

    /// <summary>The line begins an event.</summary>
    Event,

    /// <summary>The line belongs to the format and to no event.</summary>
    Frame,

    /// <summary>The line begins something that is not an event.</summary>
    Other,
}

/// <summary>The result of testing the beginning of a line.</summary>
/// <param name="Kind">The kind of the line.</param>
/// <param name="Skip">The number of characters before the event's message.</param>
/// <param name="Event">The event without its message.</param>
internal readonly record struct LineStart(LineKind Kind, int Skip = 0, LogEvent Event = default)
{
    /// <summary>What is missing from the recording according to the line; null for nothing.</summary>
    public string? Missing { get; init; }
}

/// <summary>Splits recordings whose events begin at the start of a line and may have several lines.</summary>
internal static class LineEvents
{
    /// <summary>The length that a <see cref="LineTest"/> sees of a line, in characters: more than the longest log stream (512), an id and two times.</summary>
    public const int LongestStart = 1024;

    public delegate LineStart LineTest(ReadOnlySpan<char> line);

    /// <summary>Completes an event after its message was read; null if part of the event is missing.</summary>
    public delegate LogEvent? Finish(LogEvent logEvent);

    public static async IAsyncEnumerable<LogEvent> ReadAsync(LogSource source, LineTest test, Finish finish)
    {
        var (window, problems) = (source.Window, source.Problems);
        var (text, isReported, hasHeld, searched) = (new BoundedText(), false, false, 0);
        LogEvent? current = null;
        while (await window.EnsureAsync(LongestStart) || window.Unread.Length > 0)
        {
            if (PassMark(window))
                continue;
            var start = test(window.Unread);
            var isHeld = current is not null && IsHeld(start, window.Unread, text, ref searched);
            if (start.Kind != LineKind.Continues && !isHeld)
            {
                if (current is { } before)
                    yield return Take(text, before, finish, hasHeld, problems);
                text.Clear();
                (hasHeld, searched) = (false, 0);
                current = start.Kind == LineKind.Event ? start.Event with { Line = window.Line, EndsWithLine = true } : null;
                isReported = start.Kind == LineKind.Other;
                if (isReported)
                    problems.Add("text that is not an event", window.Line, LongestStart);
                if (start.Missing is { } missing)
                    problems.EndEarly(missing, window.Line);
                window.Advance(start.Skip);
            }
            else if (!isReported && !isHeld && ProblemOf(window.Unread, current, text) is { } problem)
            {
                problems.Add(problem, window.Line, LongestStart);
                isReported = current is null;
            }

            hasHeld |= isHeld;
            await CopyLineAsync(window, current is null ? null : text);
        }

        if (current is { } last && TakeLast(text, last, finish, hasHeld, problems) is { } complete)
            yield return complete;
    }

    // Typed text can look like a line of the format. So an event in XML continues to its end tag, unless the next event in XML begins earlier.
    private static bool IsHeld(in LineStart start, ReadOnlySpan<char> line, BoundedText text, ref int searched) =>
        start.Kind != LineKind.Continues
        && !(start.Kind == LineKind.Event && EventXmlFormat.IsStart(line.Slice(start.Skip).TrimStart()))
        && !IsFull(text)
        && EventXmlFormat.IsOpen(text.Text.TrimStart(), ref searched);

    // Concatenated files keep their byte order marks.
    private static bool PassMark(TextWindow window)
    {
        if (window.Column > 0 || window.Unread[0] != '\uFEFF')
            return false;
        window.Advance(1);
        return true;
    }

    // A line that begins like an event can be an event of another format, or typed text. So it stays part of the event, and is an error.
    private static string? ProblemOf(ReadOnlySpan<char> line, LogEvent? current, BoundedText text)
    {
        line = line.Slice(0, Math.Min(line.Length, LongestStart));
        if (current is null)
        {
            var end = line.IndexOf('\n');
            return (end < 0 ? line : line.Slice(0, end)).IsWhiteSpace() ? null : "text that is not an event";
        }
        return !text.Trimmed.IsEmpty && EventText.BeginsLine(line) ? "a line that begins another event, or is part of a value in the previous event" : null;
    }

    // A damaged event is still parsed, because it may be a failed login.
    private static LogEvent Take(BoundedText text, LogEvent logEvent, Finish finish, bool hasHeld, LogProblems problems)
    {
        var taken = WithMessage(logEvent, text);
        var finished = finish(taken) ?? taken;
        if (!EventText.IsWhole(finished.Message.AsSpan()) || (hasHeld && IsFull(text)))
            problems.Add("an event that is damaged", logEvent.Line, finished.Message.Length);
        return finished;
    }

    private static LogEvent? TakeLast(BoundedText text, LogEvent logEvent, Finish finish, bool hasHeld, LogProblems problems)
    {
        if (finish(WithMessage(logEvent, text)) is { } complete && EventText.IsWhole(complete.Message.AsSpan()) && !(hasHeld && IsFull(text)))
            return complete;
        problems.EndEarly("an event is not complete", logEvent.Line);
        return null;
    }

    // A damaged event includes the lines after it, up to the maximum length of an event.
    private static bool IsFull(BoundedText text) => text.Length >= BoundedText.Limit - 1;

    private static LogEvent WithMessage(LogEvent logEvent, BoundedText text) =>
        logEvent with { Message = EventText.WithoutZeros(text.ToString().TrimEnd('\r', '\n')) };

    private static ValueTask CopyLineAsync(TextWindow window, BoundedText? text)
    {
        var newLine = window.Unread.IndexOf('\n');
        if (newLine < 0)
            return CopyLongLineAsync(window, text);
        Copy(window, newLine + 1, text);
        return default;
    }

    private static async ValueTask CopyLongLineAsync(TextWindow window, BoundedText? text)
    {
        var ended = false;
        while (!ended && await window.EnsureAsync(1))
        {
            var newLine = window.Unread.IndexOf('\n');
            ended = newLine >= 0;
            Copy(window, ended ? newLine + 1 : window.Unread.Length, text);
        }
    }

    private static void Copy(TextWindow window, int count, BoundedText? text)
    {
        text?.Append(window.Unread.Slice(0, count));
        window.Advance(count);
    }
}
