using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>The state of the data protection policy that can mask the events of a log group.</summary>
public sealed class DataProtectionStatus : ConstantClass
{
    /// <summary>A policy masks the events.</summary>
    public static readonly DataProtectionStatus ACTIVATED = new("ACTIVATED");

    /// <summary>The policy was deleted.</summary>
    public static readonly DataProtectionStatus DELETED = new("DELETED");

    /// <summary>The policy was archived.</summary>
    public static readonly DataProtectionStatus ARCHIVED = new("ARCHIVED");

    /// <summary>No policy masks the events.</summary>
    public static readonly DataProtectionStatus DISABLED = new("DISABLED");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public DataProtectionStatus(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static DataProtectionStatus FindValue(string value) => FindValue<DataProtectionStatus>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator DataProtectionStatus(string value) => FindValue(value);
}

/// <summary>The class of a log group, which determines its features and its price.</summary>
public sealed class LogGroupClass : ConstantClass
{
    /// <summary>All features, including metric filters.</summary>
    public static readonly LogGroupClass STANDARD = new("STANDARD");

    /// <summary>Cheaper, but without metric filters and FilterLogEvents.</summary>
    public static readonly LogGroupClass INFREQUENT_ACCESS = new("INFREQUENT_ACCESS");

    /// <summary>Only for delivery to S3 or Firehose.</summary>
    public static readonly LogGroupClass DELIVERY = new("DELIVERY");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public LogGroupClass(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static LogGroupClass FindValue(string value) => FindValue<LogGroupClass>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator LogGroupClass(string value) => FindValue(value);
}

/// <summary>The order of log streams.</summary>
public sealed class OrderBy : ConstantClass
{
    /// <summary>By the time of the last event.</summary>
    public static readonly OrderBy LastEventTime = new("LastEventTime");

    /// <summary>By name.</summary>
    public static readonly OrderBy LogStreamName = new("LogStreamName");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public OrderBy(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static OrderBy FindValue(string value) => FindValue<OrderBy>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator OrderBy(string value) => FindValue(value);
}

/// <summary>The state of a query of Logs Insights.</summary>
public sealed class QueryStatus : ConstantClass
{
    /// <summary>The query was stopped before it was complete.</summary>
    public static readonly QueryStatus Cancelled = new("Cancelled");

    /// <summary>The query is complete, and all rows are available.</summary>
    public static readonly QueryStatus Complete = new("Complete");

    /// <summary>The query failed.</summary>
    public static readonly QueryStatus Failed = new("Failed");

    /// <summary>The query is running.</summary>
    public static readonly QueryStatus Running = new("Running");

    /// <summary>The query is waiting to start.</summary>
    public static readonly QueryStatus Scheduled = new("Scheduled");

    /// <summary>The query ran for 60 minutes and was stopped.</summary>
    public static readonly QueryStatus Timeout = new("Timeout");

    /// <summary>The state is unknown.</summary>
    public static readonly QueryStatus Unknown = new("Unknown");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public QueryStatus(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static QueryStatus FindValue(string value) => FindValue<QueryStatus>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator QueryStatus(string value) => FindValue(value);
}

/// <summary>The unit of a metric. Only count units have constants; all other units are kept as they are.</summary>
public sealed class StandardUnit : ConstantClass
{
    /// <summary>A count.</summary>
    public static readonly StandardUnit Count = new("Count");

    /// <summary>No unit.</summary>
    public static readonly StandardUnit None = new("None");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public StandardUnit(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static StandardUnit FindValue(string value) => FindValue<StandardUnit>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator StandardUnit(string value) => FindValue(value);
}
