namespace AwsLoginAudit;

/// <summary>The parts of a recording that are not events: the first place, and the number of places.</summary>
/// <remarks>A damaged line does not hide the events after it. It becomes an error after them, so that the read is marked incomplete.</remarks>
internal sealed class LogProblems(string name)
{
    /// <summary>The problem of a response of FilterLogEvents with a token for more events.</summary>
    public const string OnePage = "the response of CloudWatch Logs has a nextToken, so it is one page of several";

    // A recording without a single event is rejected after this number of characters.
    private const int MostBeforeEvents = BoundedText.Limit;

    private string? first;
    private long firstLine;
    private long count;
    private long length;
    private string? missing;
    private long missingLine;

    /// <summary>Whether an event was read, or the recording says in its format that it has no events.</summary>
    public bool IsRecognised { get; private set; }

    public void Recognise() => IsRecognised = true;

    /// <summary>Whether the recording contains the rest of an event, so that events before it may have been typed into that event.</summary>
    public bool MayHoldTypedEvents { get; set; }

    /// <summary>Whether a place was added. The error describes only the first place.</summary>
    public bool HasAny => count > 0;

    /// <summary>Adds a part of the recording that is not an event.</summary>
    /// <param name="what">What the part is.</param>
    /// <param name="line">The line where the part begins.</param>
    /// <param name="characters">The length of the part, in characters.</param>
    /// <exception cref="LoginAuditException">NotALogFile: there is too much such text before the first event.</exception>
    public void Add(string what, long line, int characters)
    {
        if (count++ == 0)
            (first, firstLine) = (what, line);
        length += characters;
        if (!IsRecognised && length > MostBeforeEvents)
            throw LogFileReader.NotALogFile(name, $"{first} (line {firstLine})");
    }

    /// <summary>Notes that the recording ends too early for its format.</summary>
    /// <param name="what">What is not complete.</param>
    /// <param name="line">The line where the incomplete part begins.</param>
    public void EndEarly(string what, long line)
    {
        if (missing is null)
            (missing, missingLine) = (what, line);
    }

    /// <summary>The error at the end of the recording; null if all of it was read.</summary>
    /// <param name="invalidText">What is not valid text, and where; null for nothing.</param>
    public LoginAuditException? ToError(string? invalidText) => (missing, first, invalidText) switch
    {
        (null, null, null) => null,
        (null, null, _) => LogFileReader.Unreadable(name,
            $"{invalidText}. Invalid bytes were read as U+FFFD, so names in the events may be wrong. Save the file as UTF-8."),
        ({ } half, _, _) => LogFileReader.Unreadable(name, $"it ends early: {half} (line {missingLine}){Others}. Export the file again.{Also(invalidText)}"),
        (_, { } text, _) when !IsRecognised => LogFileReader.NotALogFile(name, $"{text} (line {firstLine})"),
        (_, { } text, _) => LogFileReader.Unreadable(name, $"{text} (line {firstLine}){More}. The other events of the file were read.{Also(invalidText)}"),
    };

    private static string Also(string? invalidText) => invalidText is null ? "" : $" Also, {invalidText}.";

    private string Others => first is null ? "" : $"; before that, {first} (line {firstLine}){More}";

    private string More => count < 2 ? "" : $", and {count - 1} more such {(count == 2 ? "place" : "places")}";
}
