using System.Globalization;
using System.Text.Json;
using LocalAws.Identity;

namespace LocalAws.Http;

/// <summary>What all services of one server share.</summary>
internal sealed class ServerContext(LocalAwsOptions options)
{
    public LocalAwsOptions Options { get; } = options;

    public FaultPlan Faults { get; set; } = new();

    public RequestLog Requests { get; } = new();

    /// <summary>Held by whoever reads or changes the state of a service.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Who asked for the operation that runs.</summary>
    public Caller Caller { get; set; } = null!;

    public PageTokens Tokens => tokens ??= new PageTokens(Options.Clock, () => Faults);

    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    private PageTokens? tokens;

    /// <summary>
    /// Writes one page of a sorted listing whose place is a number of items, and the token for the next.
    /// </summary>
    /// <returns>Whether there is a next.</returns>
    public bool WritePage<T>(Utf8JsonWriter response, PageRequest page, IEnumerable<T> items, Action<T> write)
    {
        var from = 0;
        if (page.Token is not null)
            from = int.Parse(Tokens.Open(page.Question, page.Token) ?? throw page.BadToken(), CultureInfo.InvariantCulture);
        var rest = items.Skip(from).Take(page.Size + 1).ToList();
        response.WriteStartArray(page.ListName);
        foreach (var item in rest.Take(page.Size))
            write(item);
        response.WriteEndArray();
        var isTruncated = rest.Count > page.Size;
        if (isTruncated)
            response.WriteString(page.TokenName, Tokens.Seal(page.Question, (from + page.Size).ToString(CultureInfo.InvariantCulture)));
        return isTruncated;
    }
}

/// <summary>Which page of which question, and how its answer names things.</summary>
internal sealed record PageRequest(string ListName, string TokenName, string Question, string? Token, int Size, Func<AwsException> BadToken);
