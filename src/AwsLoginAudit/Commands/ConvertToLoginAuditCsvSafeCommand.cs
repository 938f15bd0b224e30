using System.Globalization;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Converts objects for Export-Csv, independent of the culture: no cell is a formula, and times are in ISO 8601.</summary>
[Cmdlet(VerbsData.ConvertTo, "LoginAuditCsvSafe")]
[OutputType(typeof(PSObject))]
public sealed class ConvertToLoginAuditCsvSafeCommand : LoginAuditCmdlet
{
    // A spreadsheet cell can contain 32,767 characters, including apostrophes.
    private const int LongestCell = 16_000;

    /// <summary>Specifies the objects: failed logins, counts, or any other objects.</summary>
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
