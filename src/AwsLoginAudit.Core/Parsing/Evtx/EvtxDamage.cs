namespace AwsLoginAudit;

/// <summary>The damage of an event log file: its first place, and the number of places.</summary>
/// <param name="name">The name of the file.</param>
internal sealed class EvtxDamage(string name)
{
    private string? first;
    private long more;

    /// <summary>The number of damaged places.</summary>
    public long Places => first is null ? 0 : more + 1;

    /// <summary>The error for the places that were added; null if there are none.</summary>
    public LoginAuditException? Error => first is null ? null : new(
        LoginAuditError.FileUnreadable,
        $"'{name}' is damaged. {first}.{(more > 0 ? $" {Words.Plural(more, "other place")} in it {(more == 1 ? "is" : "are")} damaged too." : "")}"
        + " All readable events were read. To get the other events, export the log again: wevtutil export-log Security copy.evtx.",
        name);

    /// <summary>Adds a damaged place.</summary>
    /// <param name="place">The place, such as a chunk and a record.</param>
    /// <param name="problem">The problem at this place.</param>
    public void Add(string place, string problem)
    {
        if (first is null)
            first = $"{char.ToUpperInvariant(place[0])}{place.Substring(1)}: {problem}";
        else
            more++;
    }

    /// <summary>Creates the error for a file that cannot be read to its end.</summary>
    /// <param name="chunks">The number of chunks that were read before.</param>
    /// <param name="failure">The error of the stream.</param>
    public LoginAuditException EndsEarly(long chunks, Exception failure) => new(
        LoginAuditError.FileUnreadable, $"'{name}' could not be read beyond {(chunks == 0 ? "its file header" : $"chunk {chunks}")}: {Sentence.End(failure.Message)}", name, failure);
}
