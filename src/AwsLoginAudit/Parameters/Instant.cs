using System.Globalization;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Reads a point in time from a date object, or from text that means the same in every culture.</summary>
internal static class Instant
{
    private static readonly string[] Formats =
    [
        .. from date in new[] { "yyyy-MM-dd'T'", "yyyy-MM-dd' '" }
           from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" }
           select date + time + "K",
        "yyyy-MM-dd",
    ];

    /// <summary>Reads it. A time without an offset is local time.</summary>
    /// <param name="value">A DateTimeOffset, a DateTime, a copy of a DateTimeOffset from a job or a file, or text in ISO 8601.</param>
    /// <returns>Null where the value is none of these.</returns>
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

    // Near year 1 and 9999 there is no DateTimeOffset for a local time.
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

/// <summary>Reads a point in time for a parameter.</summary>
/// <remarks>PowerShell itself reads text by the session's culture: 03/04/2026 is in March or in April, and the wrong window may hold nothing.</remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InstantAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData is null ? null : Instant.From(inputData)
        ?? throw new ArgumentTransformationMetadataException(
            $"'{LanguagePrimitives.ConvertTo<string>(inputData)}' is not a point in time that is the same in every culture. "
            + "Write 2026-04-03, '2026-04-03 14:00' (local time) or 2026-04-03T14:00Z (UTC), or give a DateTime such as (Get-Date).AddHours(-2).");
}
