using System.Text;

namespace AwsLoginAudit;

/// <summary>Writes records for string conversion in PowerShell: their values, escaped.</summary>
internal static class RecordText
{
    /// <summary>Writes a record in the form of C#'s ToString, escaped.</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="print">The record's PrintMembers.</param>
    public static string Of(string name, Func<StringBuilder, bool> print)
    {
        var members = new StringBuilder();
        print(members);
        return $"{name} {{ {SafeText.Show(members.ToString())} }}";
    }
}
