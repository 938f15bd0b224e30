using System.Globalization;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>A row of a query's answer.</summary>
internal readonly struct QueryRow(List<ResultField> fields, QueryNames names)
{
    /// <summary>A field's value; null where the row has none.</summary>
    public string? this[string name]
    {
        get
        {
            var own = names[name];
            return fields.Find(field => field.Field == own)?.Value;
        }
    }

    /// <summary>A field that is a number.</summary>
    /// <exception cref="LoginAuditException">QueryFailed: it is none.</exception>
    public long Number(string name) =>
        double.TryParse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (long)number
            : throw InsightsClient.Error(LoginAuditError.QueryFailed, $"A row of Logs Insights' answer has no number {name}.", name);

    /// <summary>A field that is milliseconds since 1970.</summary>
    /// <exception cref="LoginAuditException">QueryFailed: it is none.</exception>
    public DateTimeOffset Time(string name) => DateTimeOffset.FromUnixTimeMilliseconds(Number(name));

    /// <summary>The log event that the row is.</summary>
    public LogEvent Event() => new(this["@logStream"] ?? "", Time(EventShape.Time), this["@message"] ?? "", this["@ptr"]) { IngestionTime = Time(EventShape.Arrival) };
}
