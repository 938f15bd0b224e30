namespace AwsLoginAudit.Responder.Runtime;

/// <summary>The credentials of the function's role, which Lambda sets as environment variables.</summary>
internal static class Secrets
{
    // An access key id has 16 characters or more; a shorter value is no credential, and might be a part of any word.
    private const int ShortestCredential = 16;

    private static readonly string[] Variables = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID"];

    /// <summary>Replaces each credential in a text by the name of its variable, whoever wrote the text.</summary>
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
