using System.Globalization;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Converts a point in time from a date object, or from text that has the same meaning in every culture.</summary>
internal static class Instant
{
    private static readonly string[] Formats =
    [
        .. from date in new[] { "yyyy-MM-dd'T'", "yyyy-MM-dd' '" }
           from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" }
           select date + time + "K",
        "yyyy-MM-dd",
    ];

    /// <summary>Converts a value. A time without an offset is local time.</summary>
    /// <param name="value">A DateTimeOffset, a DateTime, a copy of a DateTimeOffset from a job or a file, or text in ISO 8601.</param>
    /// <returns>The time; null if the value is none of these.</returns>
    public static DateTimeOffset? From(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        DateTimeOffset time => time,
        DateTime time => FromDateTime(time),
        string text => FromText(text),
        not null => FromCopy(PSObject.AsPSObject(value)),
        null => null,
    };

    private static DateTimeOffset? FromText(string text) =>
        DateTimeOffset.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : null;

    private static DateTimeOffset? FromCopy(PSObject value) => value.Properties["UtcDateTime"]?.Value switch
    {
        DateTime time => FromDateTime(time),
        PSObject { BaseObject: DateTime time } => FromDateTime(time),
        _ => null,
    };

    // DateTimeOffset cannot represent some local times near the years 1 and 9999.
    private static DateTimeOffset? FromDateTime(DateTime time)
    {
        try
        {
            return new DateTimeOffset(time);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}

/// <summary>Converts the value of a parameter to a point in time.</summary>
/// <remarks>
/// PowerShell parses text with the culture of the session: 03/04/2026 can be in March or in April, and the wrong window may contain no events.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InstantAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData is null ? null : Instant.From(inputData)
        ?? throw new ArgumentTransformationMetadataException(
            $"'{LanguagePrimitives.ConvertTo<string>(inputData)}' is not a time, or not the same time in every culture. "
            + "Write 2026-04-03, '2026-04-03 14:00' (local time) or 2026-04-03T14:00Z (UTC), or give a DateTime such as (Get-Date).AddHours(-2).");
}
