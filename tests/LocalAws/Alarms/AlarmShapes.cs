using LocalAws.Logs;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Alarms;

/// <summary>What CloudWatch's API model (2010-08-01) demands of each request.</summary>
internal static class AlarmShapes
{
    private static readonly Rule AlarmName = Text(1, 255);
    private static readonly Rule Actions = List(Text(1, 1024), 0, 5);
    private static readonly Rule State = Enum("OK", "ALARM", "INSUFFICIENT_DATA");
    private static readonly Rule AlarmTypes = List(Enum("CompositeAlarm", "MetricAlarm"), 0, 2);
    private static readonly Rule MaxRecords = Int(1, 100);
    private static readonly Rule Arn = Required(Text(1, 1024));
    private static readonly Rule Tags = List(new Shape { { "Key", Required(LogsShapes.TagKey) }, { "Value", Required(LogsShapes.TagValue) } }, 0, 50);
    private static readonly Rule Token = Text(0);

    public static readonly Shape PutMetricAlarm = new()
    {
        { "AlarmName", Required(AlarmName) },
        { "AlarmDescription", Text(0, 1024) },
        { "ActionsEnabled", Bool() },
        { "OKActions", Actions },
        { "AlarmActions", Actions },
        { "InsufficientDataActions", Actions },
        { "MetricName", Text(1, 255) },
        { "Namespace", Text(1, 255, "[^:].*") },
        { "Statistic", Enum("SampleCount", "Average", "Sum", "Minimum", "Maximum") },
        { "ExtendedStatistic", Unsupported() },
        { "Dimensions", List(new Shape { { "Name", Required(Text(1, 255)) }, { "Value", Required(Text(1, 1024)) } }, 0, 30) },
        { "Period", Int(1) },
        { "Unit", StandardUnit },
        { "EvaluationPeriods", Int(1) },
        { "DatapointsToAlarm", Int(1) },
        { "Threshold", Number() },
        {
            "ComparisonOperator", Enum("GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold",
                "LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold")
        },
        { "TreatMissingData", Enum("breaching", "notBreaching", "ignore", "missing") },
        { "EvaluateLowSampleCountPercentile", Unsupported() },
        { "Metrics", Unsupported() },
        { "Tags", Tags },
        { "ThresholdMetricId", Unsupported() },
        { "EvaluationCriteria", Unsupported() },
        { "EvaluationInterval", Unsupported() },
    };

    public static readonly Shape DescribeAlarms = new()
    {
        { "AlarmNames", List(AlarmName, 0, 100) },
        { "AlarmNamePrefix", Text(1, 255) },
        { "AlarmTypes", AlarmTypes },
        { "ChildrenOfAlarmName", Unsupported() },
        { "ParentsOfAlarmName", Unsupported() },
        { "StateValue", State },
        { "ActionPrefix", Text(1, 1024) },
        { "MaxRecords", MaxRecords },
        { "NextToken", Token },
    };

    public static readonly Shape DescribeAlarmHistory = new()
    {
        { "AlarmName", AlarmName },
        { "AlarmContributorId", Unsupported() },
        { "AlarmTypes", AlarmTypes },
        { "HistoryItemType", Enum("ConfigurationUpdate", "StateUpdate", "Action", "AlarmContributorStateUpdate", "AlarmContributorAction") },
        { "StartDate", Timestamp() },
        { "EndDate", Timestamp() },
        { "MaxRecords", MaxRecords },
        { "NextToken", Token },
        { "ScanBy", Enum("TimestampDescending", "TimestampAscending") },
    };

    public static readonly Shape DeleteAlarms = new() { { "AlarmNames", Required(List(AlarmName, 0, 100)) } };

    public static readonly Shape TagResource = new() { { "ResourceARN", Arn }, { "Tags", Required(Tags) } };

    public static readonly Shape ListTagsForResource = new() { { "ResourceARN", Arn } };

    public static readonly Shape SetAlarmState = new()
    {
        { "AlarmName", Required(AlarmName) },
        { "StateValue", Required(State) },
        { "StateReason", Required(Text(0, 1023)) },
        { "StateReasonData", Text(0, 4000) },
    };
}
