namespace AwsLoginAudit;

/// <summary>Reads log events that are objects from the pipeline, with the same checks as the events of a file.</summary>
/// <param name="reader">Leaves out all other events and duplicate events.</param>
/// <typeparam name="T">The type of the events.</typeparam>
public sealed class LogEventObjects<T>(EventReader<T> reader)
    where T : LoginAuditEvent
{
    private string? first;
    private long problems;
    private long number;
    private bool hasAny;

    /// <summary>Reads one log event.</summary>
    /// <param name="logEvent">The event. A message that is not a Windows event is never emitted.</param>
    /// <returns>The event; null for another event or a duplicate event. It can be an earlier one; see <see cref="EventReader{T}.Next"/>.</returns>
    public T? Read(LogEvent logEvent)
    {
        number++;
        var message = EventText.WithoutZeros(logEvent.Message);
        if (!EventText.Begins(message.AsSpan()))
        {
            Add("is not a Windows event");
            return null;
        }
        hasAny = true;
        if (EventText.HoldsSeveral(message.AsSpan()))
            Add("contains more than one event and is counted once");
        return reader.Read(logEvent with { Message = message }, $"log event {number} of the input");
    }

    /// <summary>The error at the end of the input; null if all log events were read.</summary>
    public LoginAuditException? ToError() => first is null ? null : reader.MarkIncomplete(hasAny
        ? new LoginAuditException(LoginAuditError.FileUnreadable, $"{first}{More}. The other log events were read.")
        : new LoginAuditException(LoginAuditError.NotALogFile, $"{first}{More}. Give log events of the Security log."));

    private string More => problems < 2 ? "" : $", and {Words.Plural(problems - 1, "more log event")} had such a problem";

    private void Add(string problem)
    {
        if (problems++ == 0)
            first = $"The message of log event {number} of the input {problem}";
    }
}
