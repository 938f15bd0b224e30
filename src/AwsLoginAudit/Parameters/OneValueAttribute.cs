using System.Collections;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Rejects several values for a parameter that accepts one.</summary>
/// <remarks>
/// PowerShell combines several values of an enumeration with OR into another value: Account,SourceAddress would become Reason.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneValueAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var values = (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text => text.Split(','),
            IEnumerable several => several.Cast<object?>().ToArray(),
            var one => [one],
        };
        return values.Length == 1
            ? inputData
            : throw new ArgumentTransformationMetadataException($"It takes one value, not {values.Length}: {string.Join(", ", values)}. Run the command once for each.");
    }
}
