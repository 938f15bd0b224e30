using System.Text;

namespace AwsLoginAudit;

/// <summary>What a record says of itself where PowerShell puts it into a text: its values, escaped.</summary>
internal static class RecordText
{
    /// <summary>A record as C# writes it, fit to be shown.</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="print">The record's PrintMembers.</param>
    public static string Of(string name, Func<StringBuilder, bool> print)
    {
        var members = new StringBuilder();
        print(members);
        return $"{name} {{ {SafeText.Show(members.ToString())} }}";
    }
}
