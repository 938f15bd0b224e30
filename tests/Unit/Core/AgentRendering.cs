using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Core;

/// <summary>What the CloudWatch agent makes of an event that Windows renders.</summary>
/// <remarks>Source: insertPlaceholderValues in plugins/inputs/windows_event_log/wineventlog/utils.go of aws/amazon-cloudwatch-agent.</remarks>
internal static partial class AgentRendering
{
    /// <summary>Replaces %1, %2 … anywhere in the XML by the values of EventData, decoded.</summary>
    /// <param name="xml">The XML as Windows renders it.</param>
    /// <param name="values">The values of EventData, in their order.</param>
    public static string Of(string xml, IReadOnlyList<string> values) => Placeholder().Replace(xml, found =>
        int.TryParse(found.ValueSpan[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= values.Count
            ? values[number - 1]
            : found.Value);

    [GeneratedRegex("%[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Placeholder();
}
