namespace AwsLoginAudit;

/// <summary>What of a recording is not an event: the first place, and how many places there are.</summary>
/// <remarks>A damaged line does not hide the events after it. It becomes an error after them, so that they are known to be incomplete.</remarks>
internal sealed class LogProblems(string name)
{
    /// <summary>What is not complete if an answer of FilterLogEvents has a token for more.</summary>
    public const string OnePage = "the answer of CloudWatch Logs has a nextToken, so it is one page of several";

    // Without a single event, a recording is given up after so many characters.
    private const int MostBeforeEvents = BoundedText.Limit;

    private string? first;
    private long firstLine;
    private long count;
    private long length;
    private string? missing;
    private long missingLine;

    /// <summary>An event was read, or the recording says in its format that it has none.</summary>
    public bool IsRecognised { get; private set; }

    public void Recognise() => IsRecognised = true;

    /// <summary>Whether a place has been noted. The error describes only the first place.</summary>
    public bool HasAny => count > 0;

    /// <summary>Notes a part of the recording that is not an event.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="line">The line on which it begins.</param>
    /// <param name="characters">How long it is.</param>
    /// <exception cref="LoginAuditException">NotALogFile: there is much such text, and not a single event.</exception>
    public void Add(string what, long line, int characters)
    {
        if (count++ == 0)
            (first, firstLine) = (what, line);
        length += characters;
        if (!IsRecognised && length > MostBeforeEvents)
            throw LogFileReader.NotALogFile(name, $"{first} (line {firstLine})");
    }

    /// <summary>Notes that the recording ends before its format does.</summary>
    /// <param name="what">What is not complete.</param>
    /// <param name="line">The line on which that begins.</param>
    public void EndEarly(string what, long line)
    {
        if (missing is null)
            (missing, missingLine) = (what, line);
    }

    /// <summary>The error that the recording ends with; null if all of it was read.</summary>
    /// <param name="invalidText">What of it is not text, and where; null if all of it is.</param>
    public LoginAuditException? ToError(string? invalidText) => (missing, first, invalidText) switch
    {
        (null, null, null) => null,
        (null, null, _) => LogFileReader.Unreadable(name,
            $"{invalidText}. Such bytes were read as U+FFFD, and the events of the file are there. Names in them may be wrong: save it as UTF-8."),
        ({ } half, _, _) => LogFileReader.Unreadable(name, $"it ends early: {half} (line {missingLine}){Others}. Export it again.{Also(invalidText)}"),
        (_, { } text, _) when !IsRecognised => LogFileReader.NotALogFile(name, $"{text} (line {firstLine})"),
        (_, { } text, _) => LogFileReader.Unreadable(name, $"{text} (line {firstLine}){More}. The other events of it were read.{Also(invalidText)}"),
    };

    private static string Also(string? invalidText) => invalidText is null ? "" : $" Also, {invalidText}.";

    private string Others => first is null ? "" : $"; before that, {first} (line {firstLine}){More}";

    private string More => count < 2 ? "" : $", and {count - 1} more such {(count == 2 ? "place" : "places")}";
}
