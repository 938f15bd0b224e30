namespace AwsLoginAudit.Aws;

/// <summary>The names that one query gives to the values it makes.</summary>
/// <remarks>
/// Members of log events that are JSON are fields too, and CloudWatch Logs Insights fails a query that gives the name of such a field to anything else
/// ("Ephemeral field is already defined"). So that nobody can write an event that fails the queries, each query has names of its own.
/// </remarks>
internal sealed class QueryNames
{
    private const int SuffixLength = 8;

    // A GUID of version 4 is random.
    private readonly string suffix = Guid.NewGuid().ToString("N").Substring(0, SuffixLength);

    /// <summary>The name in the query of a value of <see cref="EventShape"/> or <see cref="CountingQuery"/>. CloudWatch's own fields begin with @ and keep their names.</summary>
    public string this[string name] => name[0] == '@' ? name : name + suffix;
}
