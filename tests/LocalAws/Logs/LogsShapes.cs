using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Logs;

/// <summary>What CloudWatch Logs' API model (2014-03-28) demands of each request.</summary>
internal static class LogsShapes
{
    private static readonly Rule GroupName = Text(1, 512, @"[\.\-_/#A-Za-z0-9]+");
    private static readonly Rule GroupIdentifier = Text(1, 2048, @"[\w#+=/:,.@-]*");
    private static readonly Rule ResourceArn = Text(1, 1011, @"[\w+=/:,.@-]*");
    private static readonly Rule StreamName = Text(1, 512, "[^:*]*");
    private static readonly Rule FilterName = Text(1, 512, "[^:*]*");
    private static readonly Rule Pattern = Text(0, 1024);
    private static readonly Rule Time = Int(0);
    private static readonly Rule Token = Text(1);
    private static readonly Rule DescribeLimit = Int(1, 50);
    private static readonly Rule EventsLimit = Int(1, 10_000);
    private static readonly Rule Metric = Text(0, 255, "[^:*$]*");

    public static readonly Rule TagKey = Text(1, 128, @"([\p{L}\p{Z}\p{N}_.:/=+\-@]+)");
    public static readonly Rule TagValue = Text(0, 256, @"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)");

    public static readonly Shape CreateLogGroup = new()
    {
        { "logGroupName", Required(GroupName) },
        { "kmsKeyId", Text(0, 256) },
        { "tags", Map(TagKey, TagValue, 1, 50) },
        { "logGroupClass", Enum("STANDARD", "INFREQUENT_ACCESS", "DELIVERY") },
        { "deletionProtectionEnabled", Unsupported() },
    };

    /// <summary>DeleteLogGroup, DeleteRetentionPolicy.</summary>
    public static readonly Shape ByGroupName = new() { { "logGroupName", Required(GroupName) } };

    public static readonly Shape TagResource = new()
    {
        { "resourceArn", Required(ResourceArn) },
        { "tags", Required(Map(TagKey, TagValue, 1, 50)) },
    };

    public static readonly Shape ListTagsForResource = new() { { "resourceArn", Required(ResourceArn) } };

    public static readonly Shape PutRetentionPolicy = new()
    {
        { "logGroupName", Required(GroupName) },
        { "retentionInDays", Required(Int(int.MinValue, int.MaxValue)) },
    };

    public static readonly Shape CreateLogStream = new()
    {
        { "logGroupName", Required(GroupName) },
        { "logStreamName", Required(StreamName) },
    };

    public static readonly Shape PutLogEvents = new()
    {
        { "logGroupName", Required(GroupName) },
        { "logStreamName", Required(StreamName) },
        { "logEvents", Required(List(new Shape { { "timestamp", Required(Time) }, { "message", Required(Text(1)) } }, 1, 10_000)) },
        { "sequenceToken", Token },
        { "entity", Unsupported() },
    };

    public static readonly Shape DescribeLogGroups = new()
    {
        { "accountIdentifiers", List(Text(12, 12, "\\d{12}"), 0, 20) },
        { "logGroupNamePrefix", GroupName },
        { "logGroupNamePattern", Text(0, 512, @"[\.\-_/#A-Za-z0-9]*") },
        { "nextToken", Token },
        { "limit", DescribeLimit },
        { "includeLinkedAccounts", Bool() },
        { "logGroupClass", Unsupported() },
        { "logGroupIdentifiers", Unsupported() },
    };

    public static readonly Shape DescribeLogStreams = new()
    {
        { "logGroupName", GroupName },
        { "logGroupIdentifier", GroupIdentifier },
        { "logStreamNamePrefix", StreamName },
        { "orderBy", Enum("LogStreamName", "LastEventTime") },
        { "descending", Bool() },
        { "nextToken", Token },
        { "limit", DescribeLimit },
    };

    public static readonly Shape FilterLogEvents = new()
    {
        { "logGroupName", GroupName },
        { "logGroupIdentifier", GroupIdentifier },
        { "logStreamNames", List(StreamName, 1, 100) },
        { "logStreamNamePrefix", StreamName },
        { "startTime", Time },
        { "endTime", Time },
        { "filterPattern", Pattern },
        { "nextToken", Token },
        { "limit", EventsLimit },
        { "interleaved", Bool() },
        { "unmask", Unsupported() },
    };

    public static readonly Shape GetLogEvents = new()
    {
        { "logGroupName", GroupName },
        { "logGroupIdentifier", GroupIdentifier },
        { "logStreamName", Required(StreamName) },
        { "startTime", Time },
        { "endTime", Time },
        { "nextToken", Token },
        { "limit", EventsLimit },
        { "startFromHead", Bool() },
        { "unmask", Unsupported() },
    };

    public static readonly Shape StartQuery = new()
    {
        { "queryLanguage", Enum("CWLI") },
        { "logGroupName", GroupName },
        { "logGroupNames", List(GroupName, 0, 50) },
        { "logGroupIdentifiers", List(GroupIdentifier, 0, 50) },
        { "startTime", Required(Time) },
        { "endTime", Required(Time) },
        { "queryString", Required(Text(0, 10_000)) },
        { "limit", Unsupported() },
    };

    /// <summary>GetQueryResults, StopQuery.</summary>
    public static readonly Shape ByQueryId = new()
    {
        { "queryId", Required(Text(1, 256)) },
        { "nextToken", Unsupported() },
        { "maxItems", Unsupported() },
    };

    public static readonly Shape PutMetricFilter = new()
    {
        { "logGroupName", Required(GroupName) },
        { "filterName", Required(FilterName) },
        { "filterPattern", Required(Pattern) },
        {
            "metricTransformations", Required(List(new Shape
            {
                { "metricName", Required(Metric) },
                { "metricNamespace", Required(Metric) },
                { "metricValue", Required(Text(0, 100)) },
                { "defaultValue", Number() },
                { "dimensions", Map(Text(0, 255), Text(0, 255), 0, 3) },
                { "unit", StandardUnit },
            }, 1, 1))
        },
        { "applyOnTransformedLogs", Unsupported() },
        { "fieldSelectionCriteria", Unsupported() },
        { "emitSystemFieldDimensions", Unsupported() },
    };

    public static readonly Shape DescribeMetricFilters = new()
    {
        { "logGroupName", GroupName },
        { "filterNamePrefix", FilterName },
        { "nextToken", Token },
        { "limit", DescribeLimit },
        { "metricName", Metric },
        { "metricNamespace", Metric },
    };

    public static readonly Shape DeleteMetricFilter = new()
    {
        { "logGroupName", Required(GroupName) },
        { "filterName", Required(FilterName) },
    };

    public static readonly Shape TestMetricFilter = new()
    {
        { "filterPattern", Required(Pattern) },
        { "logEventMessages", Required(List(Text(1), 1, 50)) },
    };
}
