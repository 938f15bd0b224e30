namespace AwsLoginAudit;

/// <summary>Escapes text of events and of AWS for a report.</summary>
internal static class ReportText
{
    private const int LongestName = 120;
    private const int LongestSentence = 1000;

    /// <summary>A name as it is shown: escaped, at most 120 characters, and no link.</summary>
    public static string Name(string? text) => LinkText.Disarm(SafeText.Show(text, LongestName));

    /// <summary>A sentence as it is shown: escaped, at most 1,000 characters, and no link.</summary>
    public static string Sentence(string text) => LinkText.Disarm(SafeText.Show(text, LongestSentence));
}
