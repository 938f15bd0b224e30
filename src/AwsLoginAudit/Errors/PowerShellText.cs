using System.Text;

namespace AwsLoginAudit.Commands;

/// <summary>Quotes text for PowerShell, so that it can be pasted into a command safely.</summary>
internal static class PowerShellText
{
    // PowerShell accepts each of these characters as the end of a single-quoted string.
    private const string Quotes = "'\u2018\u2019\u201A\u201B";

    /// <summary>Quotes a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value in apostrophes, with all apostrophes inside it doubled.</returns>
    public static string Quote(string value)
    {
        var quoted = new StringBuilder("'");
        foreach (var character in value)
        {
            if (Quotes.IndexOf(character) >= 0)
                quoted.Append(character);
            quoted.Append(character);
        }
        return quoted.Append('\'').ToString();
    }
}
