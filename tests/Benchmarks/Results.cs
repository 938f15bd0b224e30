namespace AwsLoginAudit.Benchmarks;

/// <summary>What was measured, in the order in which it was.</summary>
internal sealed class Results
{
    /// <summary>Figures beside peers and targets.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>Everything that one way of counting took.</summary>
    public List<Run> Runs { get; } = [];
}
