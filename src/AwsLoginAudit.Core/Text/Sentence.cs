namespace AwsLoginAudit;

/// <summary>Makes sentences of the words of others, so that another sentence can follow.</summary>
public static class Sentence
{
    /// <summary>Ends a text with a full stop.</summary>
    /// <param name="text">The message of AWS, of the system or of a library.</param>
    /// <returns>The text without white space at its end; with a full stop if it ends without a mark.</returns>
    public static string End(string text)
    {
        var trimmed = text.TrimEnd();
        return trimmed.Length > 0 && trimmed[trimmed.Length - 1] is '.' or '!' or '?' ? trimmed : trimmed + ".";
    }
}
