using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Alarms;

/// <summary>Reads PutMetricAlarm and refuses what its documentation forbids beyond the model.</summary>
internal static partial class AlarmRuleReader
{
    private const int LongestEvaluationSeconds = 604_800;
    private const int LongestEvaluationOfShortPeriods = 86_400;

    public static AlarmRule Read(JsonElement request)
    {
        var rule = new AlarmRule
        {
            Name = request.Demand("AlarmName"),
            Description = request.Text("AlarmDescription"),
            ActionsEnabled = request.Flag("ActionsEnabled", otherwise: true),
            OkActions = Actions(request, "OKActions"),
            AlarmActions = Actions(request, "AlarmActions"),
            InsufficientDataActions = Actions(request, "InsufficientDataActions"),
            MetricName = request.Text("MetricName") ?? throw Missing("MetricName"),
            Namespace = request.Text("Namespace") ?? throw Missing("Namespace"),
            Dimensions = [.. (request.Member("Dimensions")?.EnumerateArray().ToList() ?? []).Select(d => (d.Demand("Name"), d.Demand("Value")))],
            Unit = request.Text("Unit"),
            Statistic = request.Text("Statistic") ?? throw Missing("Statistic"),
            Period = TimeSpan.FromSeconds(request.Long("Period") ?? throw Missing("Period")),
            EvaluationPeriods = (int)(request.Long("EvaluationPeriods") ?? throw Missing("EvaluationPeriods")),
            DatapointsToAlarm = (int?)request.Long("DatapointsToAlarm"),
            Threshold = request.Number("Threshold") ?? throw Missing("Threshold"),
            ComparisonOperator = request.Text("ComparisonOperator") ?? throw Missing("ComparisonOperator"),
            TreatMissingData = request.Text("TreatMissingData"),
        };
        Check(rule);
        return rule;
    }

    private static void Check(AlarmRule rule)
    {
        var seconds = (long)rule.Period.TotalSeconds;
        if (seconds is not (10 or 20 or 30) && seconds % 60 != 0)
            throw Invalid($"Period {seconds} is not valid: it must be 10, 20, 30 or a multiple of 60.");
        if (rule.ComparisonOperator is not ("GreaterThanOrEqualToThreshold" or "GreaterThanThreshold" or "LessThanThreshold" or "LessThanOrEqualToThreshold"))
            throw Invalid($"{rule.ComparisonOperator} is for alarms on anomaly detection models only.");
        if (rule.DatapointsToAlarm > rule.EvaluationPeriods)
            throw Invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
        var longest = seconds < 3600 ? LongestEvaluationOfShortPeriods : LongestEvaluationSeconds;
        if (seconds * rule.EvaluationPeriods > longest)
            throw Invalid($"Metrics cannot be checked across more than {(longest == LongestEvaluationSeconds ? "seven days" : "a day")} (EvaluationPeriods * Period must be <= {longest}).");
    }

    private static IReadOnlyList<string> Actions(JsonElement request, string name)
    {
        var actions = request.Texts(name) ?? [];
        return actions.FirstOrDefault(a => !Arn().IsMatch(a)) is { } invalid ? throw Invalid($"Invalid arn syntax: {invalid}") : actions;
    }

    private static AwsException Missing(string name) => Invalid($"{name} is required for an alarm on a metric.");

    private static AwsException Invalid(string message) => new("ValidationError", message);

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:(automate|swf|autoscaling|lambda|sns|ssm|ssm-incidents|aiops):[a-z0-9-]*:[a-z0-9]*(:.+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Arn();
}
