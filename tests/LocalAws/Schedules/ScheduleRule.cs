using LocalAws.Http;

namespace LocalAws.Schedules;

/// <summary>A rule that goes by the clock.</summary>
internal sealed class ScheduleRule(string name, string arn)
{
    public string Name => name;

    public string Arn => arn;

    public string Expression { get; set; } = "";

    public bool IsEnabled { get; set; } = true;

    public string? Description { get; set; }

    public ResourceTags Tags { get; } = new();

    /// <summary>By their ids.</summary>
    public SortedDictionary<string, RuleTarget> Targets { get; } = new(StringComparer.Ordinal);
}

/// <param name="Id">Names it within its rule.</param>
/// <param name="Arn">The function.</param>
/// <param name="Input">The event it is sent; null: one that tells of the rule.</param>
internal sealed record RuleTarget(string Id, string Arn, string? Input);
