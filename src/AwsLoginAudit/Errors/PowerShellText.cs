using System.Text;

namespace AwsLoginAudit.Commands;

/// <summary>Text that can be pasted into PowerShell and stays text.</summary>
internal static class PowerShellText
{
    // PowerShell ends a string at each of these.
    private const string Quotes = "'\u2018\u2019\u201A\u201B";

    /// <summary>Quotes a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>It between apostrophes, with those inside it doubled.</returns>
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
