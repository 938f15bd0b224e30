namespace AwsLoginAudit;

/// <summary>Ends messages from other sources as sentences, so that another sentence can follow.</summary>
public static class Sentence
{
    /// <summary>Ends a text with a full stop.</summary>
    /// <param name="text">A message from AWS, the system or a library.</param>
    /// <returns>The text without white space at its end, and with a full stop if it does not end with a punctuation mark.</returns>
    public static string End(string text)
    {
        var trimmed = text.TrimEnd();
        return trimmed.Length > 0 && trimmed[trimmed.Length - 1] is '.' or '!' or '?' ? trimmed : trimmed + ".";
    }
}
