using System.Globalization;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Makes objects harmless for Export-Csv and the same in every culture: no cell is a formula, and times are ISO 8601.</summary>
[Cmdlet(VerbsData.ConvertTo, "LoginAuditCsvSafe")]
[OutputType(typeof(PSObject))]
public sealed class ConvertToLoginAuditCsvSafeCommand : LoginAuditCmdlet
{
    // A cell of a spreadsheet holds 32,767 characters, apostrophes included.
    private const int LongestCell = 16_000;

    /// <summary>The objects: failed logins, counts, or anything else.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public object InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected override void Process()
    {
        var row = new PSObject();
        foreach (var property in PSObject.AsPSObject(InputObject).Properties)
            row.Properties.Add(new PSNoteProperty(property.Name, Cell(property.Value is PSObject wrapped ? wrapped.BaseObject : property.Value)));
        WriteObject(row);
    }

    private static string? Cell(object? value) => value switch
    {
        null => null,
        DateTimeOffset time => Iso(time.UtcDateTime),
        DateTime time => Iso(time.ToUniversalTime()),
        string text => SafeCell.Show(text, LongestCell),
        _ when value.GetType().IsPrimitive => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => SafeCell.Show(Convert.ToString(value, CultureInfo.InvariantCulture), LongestCell),
    };

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
