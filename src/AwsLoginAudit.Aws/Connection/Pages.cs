namespace AwsLoginAudit.Aws;

/// <summary>Reads all pages of a paginated operation.</summary>
internal static class Pages
{
    /// <summary>Requests one page after the other.</summary>
    /// <typeparam name="T">The response type.</typeparam>
    /// <param name="ask">Requests a page by its token; null for the first page.</param>
    /// <param name="next">The token of the next page; null or empty if there is none.</param>
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
