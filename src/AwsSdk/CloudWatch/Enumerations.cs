using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>A kind of alarm.</summary>
public sealed class AlarmType : ConstantClass
{
    /// <summary>An alarm on other alarms.</summary>
    public static readonly AlarmType CompositeAlarm = new("CompositeAlarm");

    /// <summary>An alarm on a metric.</summary>
    public static readonly AlarmType MetricAlarm = new("MetricAlarm");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public AlarmType(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static AlarmType FindValue(string value) => FindValue<AlarmType>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator AlarmType(string value) => FindValue(value);
}

/// <summary>How a statistic is compared with a threshold.</summary>
public sealed class ComparisonOperator : ConstantClass
{
    /// <summary>At or over it.</summary>
    public static readonly ComparisonOperator GreaterThanOrEqualToThreshold = new("GreaterThanOrEqualToThreshold");

    /// <summary>Over it.</summary>
    public static readonly ComparisonOperator GreaterThanThreshold = new("GreaterThanThreshold");

    /// <summary>Over an anomaly detection band.</summary>
    public static readonly ComparisonOperator GreaterThanUpperThreshold = new("GreaterThanUpperThreshold");

    /// <summary>Outside an anomaly detection band.</summary>
    public static readonly ComparisonOperator LessThanLowerOrGreaterThanUpperThreshold = new("LessThanLowerOrGreaterThanUpperThreshold");

    /// <summary>Under an anomaly detection band.</summary>
    public static readonly ComparisonOperator LessThanLowerThreshold = new("LessThanLowerThreshold");

    /// <summary>At or under it.</summary>
    public static readonly ComparisonOperator LessThanOrEqualToThreshold = new("LessThanOrEqualToThreshold");

    /// <summary>Under it.</summary>
    public static readonly ComparisonOperator LessThanThreshold = new("LessThanThreshold");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public ComparisonOperator(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static ComparisonOperator FindValue(string value) => FindValue<ComparisonOperator>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator ComparisonOperator(string value) => FindValue(value);
}

/// <summary>Why an alarm could not be evaluated fully.</summary>
public sealed class EvaluationState : ConstantClass
{
    /// <summary>The alarm's configuration is wrong.</summary>
    public static readonly EvaluationState EVALUATION_ERROR = new("EVALUATION_ERROR");

    /// <summary>CloudWatch failed for the time being.</summary>
    public static readonly EvaluationState EVALUATION_FAILURE = new("EVALUATION_FAILURE");

    /// <summary>Not all the data could be fetched.</summary>
    public static readonly EvaluationState PARTIAL_DATA = new("PARTIAL_DATA");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public EvaluationState(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static EvaluationState FindValue(string value) => FindValue<EvaluationState>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator EvaluationState(string value) => FindValue(value);
}

/// <summary>A kind of entry in an alarm's history.</summary>
public sealed class HistoryItemType : ConstantClass
{
    /// <summary>An action ran.</summary>
    public static readonly HistoryItemType Action = new("Action");

    /// <summary>The alarm was configured.</summary>
    public static readonly HistoryItemType ConfigurationUpdate = new("ConfigurationUpdate");

    /// <summary>Its state changed.</summary>
    public static readonly HistoryItemType StateUpdate = new("StateUpdate");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public HistoryItemType(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static HistoryItemType FindValue(string value) => FindValue<HistoryItemType>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator HistoryItemType(string value) => FindValue(value);
}

/// <summary>Order of a history.</summary>
public sealed class ScanBy : ConstantClass
{
    /// <summary>Oldest first.</summary>
    public static readonly ScanBy TimestampAscending = new("TimestampAscending");

    /// <summary>Newest first.</summary>
    public static readonly ScanBy TimestampDescending = new("TimestampDescending");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public ScanBy(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static ScanBy FindValue(string value) => FindValue<ScanBy>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator ScanBy(string value) => FindValue(value);
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

/// <summary>The state of an alarm.</summary>
public sealed class StateValue : ConstantClass
{
    /// <summary>Its rule is met.</summary>
    public static readonly StateValue ALARM = new("ALARM");

    /// <summary>There is not enough data to tell.</summary>
    public static readonly StateValue INSUFFICIENT_DATA = new("INSUFFICIENT_DATA");

    /// <summary>Its rule is not met.</summary>
    public static readonly StateValue OK = new("OK");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public StateValue(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static StateValue FindValue(string value) => FindValue<StateValue>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator StateValue(string value) => FindValue(value);
}

/// <summary>What is made of the samples of a period.</summary>
public sealed class Statistic : ConstantClass
{
    /// <summary>Their mean.</summary>
    public static readonly Statistic Average = new("Average");

    /// <summary>The greatest.</summary>
    public static readonly Statistic Maximum = new("Maximum");

    /// <summary>The least.</summary>
    public static readonly Statistic Minimum = new("Minimum");

    /// <summary>How many there are.</summary>
    public static readonly Statistic SampleCount = new("SampleCount");

    /// <summary>Their sum.</summary>
    public static readonly Statistic Sum = new("Sum");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public Statistic(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static Statistic FindValue(string value) => FindValue<Statistic>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator Statistic(string value) => FindValue(value);
}
