using System.Globalization;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>A row of a query result.</summary>
internal readonly struct QueryRow(List<ResultField> fields, QueryNames names)
{
    /// <summary>The value of a field; null if the row does not have the field.</summary>
    public string? this[string name]
    {
        get
        {
            var own = names[name];
            return fields.Find(field => field.Field == own)?.Value;
        }
    }

    /// <summary>The value of a numeric field.</summary>
    /// <exception cref="LoginAuditException">QueryFailed: the value is not a number.</exception>
    public long Number(string name) =>
        double.TryParse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (long)number
            : throw InsightsClient.Error(LoginAuditError.QueryFailed, $"A row in the result of Logs Insights has no number {name}.", name);

    /// <summary>The value of a field in milliseconds since 1970, as a time.</summary>
    /// <exception cref="LoginAuditException">QueryFailed: the value is not a number.</exception>
    public DateTimeOffset Time(string name) => DateTimeOffset.FromUnixTimeMilliseconds(Number(name));

    /// <summary>The log event in the row.</summary>
    public LogEvent Event() => new(this["@logStream"] ?? "", Time(EventShape.Time), this["@message"] ?? "", this["@ptr"]) { IngestionTime = Time(EventShape.Arrival) };
}
