using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Alarms;

/// <summary>An alarm went from one state to another.</summary>
/// <param name="alarmName">The alarm.</param>
/// <param name="newState">OK, ALARM or INSUFFICIENT_DATA.</param>
/// <param name="actions">ARNs to be told; none when the alarm's actions are disabled.</param>
/// <param name="notification">The message for an SNS topic among them, as CloudWatch sends it.</param>
public sealed class AlarmStateChangedEventArgs(string alarmName, string newState, IReadOnlyList<string> actions, string notification) : EventArgs
{
    /// <summary>The alarm.</summary>
    public string AlarmName => alarmName;

    /// <summary>OK, ALARM or INSUFFICIENT_DATA.</summary>
    public string NewState => newState;

    /// <summary>ARNs to be told; none when the alarm's actions are disabled.</summary>
    public IReadOnlyList<string> Actions => actions;

    /// <summary>The JSON text that an SNS topic would be sent.</summary>
    public string Notification => notification;
}

/// <summary>CloudWatch's alarms. They are evaluated after PutLogEvents and when <see cref="Evaluate"/> is called, never by a timer.</summary>
public sealed class AlarmService
{
    private readonly ServerContext context;
    private readonly MetricStore metrics;
    private readonly SortedDictionary<string, Alarm> alarms = new(StringComparer.Ordinal);
    private readonly List<HistoryItem> history = [];

    internal AlarmService(ServerContext context, MetricStore metrics)
    {
        this.context = context;
        this.metrics = metrics;
        var operations = new AlarmOperations(context, this);
        var tags = new AlarmTags(this);
        Wire = new Service
        {
            SigningName = "monitoring",
            ActionPrefix = "cloudwatch",
            TargetPrefix = "GraniteServiceVersion20100801",
            JsonContentType = "application/x-amz-json-1.0",
            // CloudWatch speaks all three: Query until 2025, JSON 1.0 and CBOR since (botocore's model cloudwatch/2010-08-01, metadata.protocols).
            QueryVersion = "2010-08-01",
            XmlNamespace = "http://monitoring.amazonaws.com/doc/2010-08-01/",
            HasCbor = true,
            TimestampNames = new HashSet<string>(StringComparer.Ordinal) { "Timestamp", "AlarmConfigurationUpdatedTimestamp", "StateUpdatedTimestamp", "StateTransitionedTimestamp" },
            IsQueryCompatible = true,
            ValidationCode = "ValidationError",
            ResourcesOf = (_, request) => request.Text("ResourceARN") is { } arn ? [arn] : [.. (request.Texts("AlarmNames") is { Count: > 0 } names ? names : [request.Text("AlarmName") ?? "*"]).Select(ArnOf)],
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["PutMetricAlarm"] = (AlarmShapes.PutMetricAlarm, operations.PutMetricAlarm),
                ["DescribeAlarms"] = (AlarmShapes.DescribeAlarms, operations.DescribeAlarms),
                ["DescribeAlarmHistory"] = (AlarmShapes.DescribeAlarmHistory, operations.DescribeAlarmHistory),
                ["DeleteAlarms"] = (AlarmShapes.DeleteAlarms, operations.DeleteAlarms),
                ["TagResource"] = (AlarmShapes.TagResource, tags.TagResource),
                ["ListTagsForResource"] = (AlarmShapes.ListTagsForResource, tags.ListTagsForResource),
                ["SetAlarmState"] = (AlarmShapes.SetAlarmState, operations.SetAlarmState),
            },
        };
    }

    /// <summary>Raised for every change of state, while the server is locked: handlers must not call back.</summary>
    public event EventHandler<AlarmStateChangedEventArgs>? StateChanged;

    /// <summary>How long after a datapoint's end CloudWatch first looks at it. On AWS one to two minutes; here none unless it is set.</summary>
    public TimeSpan EvaluationDelay { get; set; }

    internal Service Wire { get; }

    internal IReadOnlyList<HistoryItem> History => history;

    internal SortedDictionary<string, Alarm> All => alarms;

    /// <summary>Places an alarm's datapoints off the clock: they begin this long after whole multiples of the period since 1970.</summary>
    /// <param name="alarmName">An alarm that exists.</param>
    /// <param name="offset">Whole seconds, less than the period.</param>
    /// <exception cref="KeyNotFoundException">There is no such alarm.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The offset is none.</exception>
    public void SetPhase(string alarmName, TimeSpan offset)
    {
        lock (context.Gate)
        {
            var alarm = alarms[alarmName];
            if (offset < TimeSpan.Zero || offset >= alarm.Rule.Period || offset.Ticks % TimeSpan.TicksPerSecond != 0)
                throw new ArgumentOutOfRangeException(nameof(offset), offset, "Whole seconds, less than the alarm's period.");
            alarm.Phase = offset;
        }
    }

    /// <summary>Evaluates every alarm on the datapoints that ended <see cref="EvaluationDelay"/> ago or earlier. Changes of state bear the time given.</summary>
    /// <param name="now">When the evaluation takes place.</param>
    public void Evaluate(DateTimeOffset now)
    {
        lock (context.Gate)
        {
            foreach (var alarm in alarms.Values)
            {
                var evaluation = AlarmEvaluation.At(alarm.Rule, alarm.Phase, now - EvaluationDelay, metrics);
                if (evaluation.State is { } state && state != alarm.State.Value)
                    Change(alarm, new AlarmState(state, AlarmTexts.Reason(alarm.Rule, evaluation, state), AlarmTexts.ReasonData(alarm.Rule, evaluation, now)), now);
            }
        }
    }

    internal string ArnOf(string alarm) => $"arn:aws:cloudwatch:{context.Options.Region}:{context.Options.AccountId}:alarm:{alarm}";

    internal void Change(Alarm alarm, AlarmState state, DateTimeOffset now)
    {
        var old = alarm.State;
        alarm.State = state;
        alarm.UpdatedAt = now;
        if (old.Value == state.Value)
            return;
        alarm.TransitionedAt = now;
        Record(alarm, now, "StateUpdate", $"Alarm updated from {old.Value} to {state.Value}", AlarmTexts.StateUpdate(old, state));
        var actions = alarm.Rule.ActionsEnabled ? alarm.Rule.ActionsFor(state.Value) : [];
        StateChanged?.Invoke(this, new AlarmStateChangedEventArgs(alarm.Rule.Name, state.Value, actions, AlarmTexts.Notification(alarm, old, now, context.Options)));
    }

    internal void Record(Alarm alarm, DateTimeOffset time, string type, string summary, string data) =>
        history.Add(new HistoryItem(alarm.Rule.Name, time, type, summary, data));
}

/// <summary>One line of an alarm's history.</summary>
internal sealed record HistoryItem(string AlarmName, DateTimeOffset Time, string Type, string Summary, string Data);
