namespace LocalAws.Insights;

/// <summary>What goes wrong with queries of Logs Insights.</summary>
public enum QueryFault
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>They fail.</summary>
    Failed,
    /// <summary>A row is missing from their answers, without a word.</summary>
    LostRow,
    /// <summary>They know of the earlier half of the events alone, as if the others were not indexed yet.</summary>
    Late,
}
