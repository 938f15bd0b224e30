namespace AwsLoginAudit.Aws;

/// <summary>Every page of an operation that answers in pages.</summary>
internal static class Pages
{
    /// <summary>Asks for one page after the other.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="ask">Asks for a page by its token; null for the first.</param>
    /// <param name="next">The token of the next page; null or empty where there is none.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(Func<string?, Task<T>> ask, Func<T, string?> next)
    {
        string? token = null;
        do
        {
            var page = await ask(token);
            yield return page;
            token = next(page);
        }
        while (!string.IsNullOrEmpty(token));
    }
}
