namespace AwsLoginAudit.Responder.Runtime;

/// <summary>Removes the credentials of the function's role, which Lambda sets as environment variables.</summary>
internal static class Secrets
{
    // An access key id has at least 16 characters. A shorter value is no credential, and could be part of any word.
    private const int ShortestCredential = 16;

    private static readonly string[] Variables = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID"];

    /// <summary>Replaces each credential in a text with the name of its variable.</summary>
    public static string Redact(string text)
    {
        foreach (var name in Variables)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: >= ShortestCredential } secret)
                text = text.Replace(secret, $"({name})", StringComparison.Ordinal);
        }
        return text;
    }
}
