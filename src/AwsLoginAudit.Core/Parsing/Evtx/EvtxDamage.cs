namespace AwsLoginAudit;

/// <summary>What is wrong with an event log file: the first place, and how many there are.</summary>
/// <param name="name">The name of the file.</param>
internal sealed class EvtxDamage(string name)
{
    private string? first;
    private long more;

    /// <summary>How many places are damaged.</summary>
    public long Places => first is null ? 0 : more + 1;

    /// <summary>The error for the places that were added; null if there are none.</summary>
    public LoginAuditException? Error => first is null ? null : new(
        LoginAuditError.FileUnreadable,
        $"'{name}' is damaged. {first}.{(more > 0 ? $" {Words.Plural(more, "other place")} in it {(more == 1 ? "is" : "are")} damaged too." : "")}"
        + " All events that can be read were read. To get the others, export the log again: wevtutil export-log Security copy.evtx.",
        name);

    /// <summary>Notes a damaged place.</summary>
    /// <param name="place">The place, such as a chunk and a record.</param>
    /// <param name="problem">What is wrong there.</param>
    public void Add(string place, string problem)
    {
        if (first is null)
            first = $"{char.ToUpperInvariant(place[0])}{place.Substring(1)}: {problem}";
        else
            more++;
    }

    /// <summary>The error for a file that cannot be read to its end.</summary>
    /// <param name="chunks">How many chunks were read before.</param>
    /// <param name="failure">Why not.</param>
    public LoginAuditException EndsEarly(long chunks, Exception failure) => new(
        LoginAuditError.FileUnreadable, $"'{name}' could not be read beyond {(chunks == 0 ? "its file header" : $"chunk {chunks}")}: {Sentence.End(failure.Message)}", name, failure);
}
