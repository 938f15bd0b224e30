namespace AwsLoginAudit.Aws;

/// <summary>The names of the fields that one query creates.</summary>
/// <remarks>
/// The members of log events in JSON are fields too, and CloudWatch Logs Insights fails a query that assigns the name of such a field to something else
/// ("Ephemeral field is already defined"). Each query uses random names, so that nobody can write an event that makes the queries fail.
/// </remarks>
internal sealed class QueryNames
{
    private const int SuffixLength = 8;

    // A version 4 GUID is random.
    private readonly string suffix = Guid.NewGuid().ToString("N").Substring(0, SuffixLength);

    /// <summary>
    /// The name in the query for a field of <see cref="EventShape"/> or <see cref="CountingQuery"/>. CloudWatch's own fields begin with @ and keep their
    /// names.
    /// </summary>
    public string this[string name] => name[0] == '@' ? name : name + suffix;
}
