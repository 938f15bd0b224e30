namespace AwsLoginAudit;

/// <summary>What a format's reader hands over.</summary>
/// <param name="Event">The event; null where a file says in its format that it has none.</param>
/// <param name="Recognised">False for text that is handed over only because none may be lost.</param>
/// <param name="Problem">What was wrong with it, and where; null where that is plain from the text.</param>
internal readonly record struct LogPiece(LogEvent? Event, bool Recognised, string? Problem = null)
{
    /// <summary>The file is of the format and empty.</summary>
    public static LogPiece NoEvents => new(null, true);

    public static LogPiece Of(string message) => new(new LogEvent("", null, message), true);

    public static LogPiece Unrecognised(string text, string? problem = null) => new(new LogEvent("", null, text), false, problem);
}
