using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>Whether a data protection policy masks a log group's events.</summary>
public sealed class DataProtectionStatus : ConstantClass
{
    /// <summary>It does.</summary>
    public static readonly DataProtectionStatus ACTIVATED = new("ACTIVATED");

    /// <summary>The policy was deleted.</summary>
    public static readonly DataProtectionStatus DELETED = new("DELETED");

    /// <summary>The policy was archived.</summary>
    public static readonly DataProtectionStatus ARCHIVED = new("ARCHIVED");

    /// <summary>It does not.</summary>
    public static readonly DataProtectionStatus DISABLED = new("DISABLED");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public DataProtectionStatus(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static DataProtectionStatus FindValue(string value) => FindValue<DataProtectionStatus>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator DataProtectionStatus(string value) => FindValue(value);
}

/// <summary>The class of a log group, which decides what it can do and costs.</summary>
public sealed class LogGroupClass : ConstantClass
{
    /// <summary>Everything, metric filters included.</summary>
    public static readonly LogGroupClass STANDARD = new("STANDARD");

    /// <summary>Cheaper, without metric filters and FilterLogEvents.</summary>
    public static readonly LogGroupClass INFREQUENT_ACCESS = new("INFREQUENT_ACCESS");

    /// <summary>Only for delivery to S3 or Firehose.</summary>
    public static readonly LogGroupClass DELIVERY = new("DELIVERY");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public LogGroupClass(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static LogGroupClass FindValue(string value) => FindValue<LogGroupClass>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator LogGroupClass(string value) => FindValue(value);
}

/// <summary>How streams are ordered.</summary>
public sealed class OrderBy : ConstantClass
{
    /// <summary>By time of the last event.</summary>
    public static readonly OrderBy LastEventTime = new("LastEventTime");

    /// <summary>By name.</summary>
    public static readonly OrderBy LogStreamName = new("LogStreamName");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public OrderBy(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static OrderBy FindValue(string value) => FindValue<OrderBy>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator OrderBy(string value) => FindValue(value);
}

/// <summary>How far a query of Logs Insights is.</summary>
public sealed class QueryStatus : ConstantClass
{
    /// <summary>It was ended before it was complete.</summary>
    public static readonly QueryStatus Cancelled = new("Cancelled");

    /// <summary>All its rows are there.</summary>
    public static readonly QueryStatus Complete = new("Complete");

    /// <summary>It cannot be completed.</summary>
    public static readonly QueryStatus Failed = new("Failed");

    /// <summary>It runs.</summary>
    public static readonly QueryStatus Running = new("Running");

    /// <summary>It waits for its turn.</summary>
    public static readonly QueryStatus Scheduled = new("Scheduled");

    /// <summary>It ran for 60 minutes and was ended.</summary>
    public static readonly QueryStatus Timeout = new("Timeout");

    /// <summary>Nobody knows.</summary>
    public static readonly QueryStatus Unknown = new("Unknown");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public QueryStatus(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static QueryStatus FindValue(string value) => FindValue<QueryStatus>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator QueryStatus(string value) => FindValue(value);
}

/// <summary>The unit of a metric. Only those of counts are named here; any other is kept as it is.</summary>
public sealed class StandardUnit : ConstantClass
{
    /// <summary>A count.</summary>
    public static readonly StandardUnit Count = new("Count");

    /// <summary>No unit.</summary>
    public static readonly StandardUnit None = new("None");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public StandardUnit(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static StandardUnit FindValue(string value) => FindValue<StandardUnit>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator StandardUnit(string value) => FindValue(value);
}
