using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>A type of alarm.</summary>
public sealed class AlarmType : ConstantClass
{
    /// <summary>An alarm that monitors other alarms.</summary>
    public static readonly AlarmType CompositeAlarm = new("CompositeAlarm");

    /// <summary>An alarm that monitors a metric.</summary>
    public static readonly AlarmType MetricAlarm = new("MetricAlarm");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public AlarmType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static AlarmType FindValue(string value) => FindValue<AlarmType>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator AlarmType(string value) => FindValue(value);
}

/// <summary>The comparison of a statistic with a threshold.</summary>
public sealed class ComparisonOperator : ConstantClass
{
    /// <summary>At or above the threshold.</summary>
    public static readonly ComparisonOperator GreaterThanOrEqualToThreshold = new("GreaterThanOrEqualToThreshold");

    /// <summary>Above the threshold.</summary>
    public static readonly ComparisonOperator GreaterThanThreshold = new("GreaterThanThreshold");

    /// <summary>Above an anomaly detection band.</summary>
    public static readonly ComparisonOperator GreaterThanUpperThreshold = new("GreaterThanUpperThreshold");

    /// <summary>Outside an anomaly detection band.</summary>
    public static readonly ComparisonOperator LessThanLowerOrGreaterThanUpperThreshold = new("LessThanLowerOrGreaterThanUpperThreshold");

    /// <summary>Below an anomaly detection band.</summary>
    public static readonly ComparisonOperator LessThanLowerThreshold = new("LessThanLowerThreshold");

    /// <summary>At or below the threshold.</summary>
    public static readonly ComparisonOperator LessThanOrEqualToThreshold = new("LessThanOrEqualToThreshold");

    /// <summary>Below the threshold.</summary>
    public static readonly ComparisonOperator LessThanThreshold = new("LessThanThreshold");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public ComparisonOperator(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static ComparisonOperator FindValue(string value) => FindValue<ComparisonOperator>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator ComparisonOperator(string value) => FindValue(value);
}

/// <summary>The reason why an alarm could not be evaluated fully.</summary>
public sealed class EvaluationState : ConstantClass
{
    /// <summary>The configuration of the alarm is invalid.</summary>
    public static readonly EvaluationState EVALUATION_ERROR = new("EVALUATION_ERROR");

    /// <summary>CloudWatch failed temporarily.</summary>
    public static readonly EvaluationState EVALUATION_FAILURE = new("EVALUATION_FAILURE");

    /// <summary>CloudWatch could not read all data.</summary>
    public static readonly EvaluationState PARTIAL_DATA = new("PARTIAL_DATA");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public EvaluationState(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static EvaluationState FindValue(string value) => FindValue<EvaluationState>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator EvaluationState(string value) => FindValue(value);
}

/// <summary>A type of entry in the history of an alarm.</summary>
public sealed class HistoryItemType : ConstantClass
{
    /// <summary>An action ran.</summary>
    public static readonly HistoryItemType Action = new("Action");

    /// <summary>The configuration of the alarm changed.</summary>
    public static readonly HistoryItemType ConfigurationUpdate = new("ConfigurationUpdate");

    /// <summary>The state of the alarm changed.</summary>
    public static readonly HistoryItemType StateUpdate = new("StateUpdate");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public HistoryItemType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static HistoryItemType FindValue(string value) => FindValue<HistoryItemType>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator HistoryItemType(string value) => FindValue(value);
}

/// <summary>The order of the entries of a history.</summary>
public sealed class ScanBy : ConstantClass
{
    /// <summary>Oldest first.</summary>
    public static readonly ScanBy TimestampAscending = new("TimestampAscending");

    /// <summary>Newest first.</summary>
    public static readonly ScanBy TimestampDescending = new("TimestampDescending");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public ScanBy(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static ScanBy FindValue(string value) => FindValue<ScanBy>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator ScanBy(string value) => FindValue(value);
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

/// <summary>The state of an alarm.</summary>
public sealed class StateValue : ConstantClass
{
    /// <summary>The condition of the alarm is met.</summary>
    public static readonly StateValue ALARM = new("ALARM");

    /// <summary>There is not enough data to evaluate the condition.</summary>
    public static readonly StateValue INSUFFICIENT_DATA = new("INSUFFICIENT_DATA");

    /// <summary>The condition of the alarm is not met.</summary>
    public static readonly StateValue OK = new("OK");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public StateValue(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static StateValue FindValue(string value) => FindValue<StateValue>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator StateValue(string value) => FindValue(value);
}

/// <summary>The statistic that is calculated from the samples of a period.</summary>
public sealed class Statistic : ConstantClass
{
    /// <summary>The average of the samples.</summary>
    public static readonly Statistic Average = new("Average");

    /// <summary>The largest sample.</summary>
    public static readonly Statistic Maximum = new("Maximum");

    /// <summary>The smallest sample.</summary>
    public static readonly Statistic Minimum = new("Minimum");

    /// <summary>The number of samples.</summary>
    public static readonly Statistic SampleCount = new("SampleCount");

    /// <summary>The sum of the samples.</summary>
    public static readonly Statistic Sum = new("Sum");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public Statistic(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static Statistic FindValue(string value) => FindValue<Statistic>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator Statistic(string value) => FindValue(value);
}
