using System.Globalization;
using LocalAws.Http;

namespace LocalAws.Insights;

/// <summary>
/// A query in Logs Insights QL ("CloudWatch Logs Insights language query syntax"): fields, filter, parse with a regular expression, one or two
/// stats, sort and limit, and of their expressions what this project's queries have. What is not known here is refused.
/// </summary>
internal sealed class Query
{
    private const int MostStats = 2;
    private const int MostRows = 10_000;

    private readonly QueryTokens tokens;
    private readonly List<Stage> stages = [];
    private Scope scope = new();
    private int stats;
    private int limit = MostRows;
    private bool hasLimit;

    private Query(string text)
    {
        tokens = new QueryTokens(text);
        do
        {
            ReadCommand(tokens.TakeName());
        }
        while (tokens.TakeIf("|"));
        if (tokens.Peek.Kind != TokenKind.End)
            throw tokens.Malformed("|");
        Limit = new LimitStage(limit);
        // Filters come first; whatever else comes is behind what counts as matched.
        stages.Insert(stages.TakeWhile(stage => stage is FilterStage).Count(), Matched);
        stages.Add(Limit);
        for (var i = 0; i + 1 < stages.Count; i++)
            stages[i].Next = stages[i + 1];
    }

    /// <summary>Reads a query.</summary>
    /// <exception cref="AwsException">MalformedQueryException.</exception>
    public static Query Parse(string text) => new(text);

    /// <summary>Takes the log events, in the order of time.</summary>
    public Stage First => stages[0];

    public MatchedStage Matched { get; } = new();

    public LimitStage Limit { get; }

    /// <summary>The names that it gives to what it makes of a log event.</summary>
    public HashSet<string> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>How many columns a log event's row has room for.</summary>
    public int Columns { get; private set; }

    /// <summary>The columns of the answer, each with what it shows of a row.</summary>
    public IEnumerable<(string Name, Func<Row, object?> Value)> Shown => scope.Shown.Select(name => (name, scope.Find(name)!));

    /// <summary>Whether rows of the answer are log events, which are shown with a pointer to them.</summary>
    public bool IsOfEvents => scope.IsOfEvents;

    private QueryExpressions Expressions => new(tokens, scope);

    private void ReadCommand(string command)
    {
        if (hasLimit)
            throw tokens.Malformed("nothing after limit");
        switch (command)
        {
            case "filter":
                stages.Add(new FilterStage(Expressions.Condition()));
                break;
            case "fields":
                ReadFields();
                break;
            case "parse":
                ReadParse();
                break;
            case "stats":
                ReadStats();
                break;
            case "sort":
                var by = Expressions.Value();
                var descending = tokens.TakeIf("desc");
                if (!descending)
                    tokens.TakeIf("asc");
                stages.Add(new SortStage(by, descending));
                break;
            case "limit":
                limit = int.Parse(tokens.Take().Value, CultureInfo.InvariantCulture);
                hasLimit = limit is > 0 and <= MostRows ? true : throw tokens.Malformed("a limit of 1 to 10,000");
                break;
            default:
                throw new AwsException("MalformedQueryException", $"the command {command} is not known here");
        }
        if (scope.IsOfEvents)
            Columns = scope.Count;
    }

    private void ReadFields()
    {
        var made = new List<(int, Func<Row, object?>)>();
        do
        {
            var isTime = tokens.Peek.Value == "toMillis";
            var first = tokens.Peek;
            var value = Expressions.Value();
            if (!tokens.TakeIf("as"))
            {
                scope.Shown.Add(first.Value);
                continue;
            }
            var name = tokens.TakeName();
            var column = scope.Add(name);
            if (isTime)
                scope.Times.Add(column);
            made.Add((column, value));
            Made.Add(name);
            scope.Shown.Add(name);
        }
        while (tokens.TakeIf(","));
        stages.Add(new FieldsStage(made));
    }

    private void ReadParse()
    {
        var field = Expressions.Named(tokens.TakeName());
        var regex = QueryRegex.Parse(tokens.TakeRegex());
        var names = regex.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0])).ToList();
        if (names.Count == 0)
            throw tokens.Malformed("a regular expression with named groups");
        Made.UnionWith(names);
        stages.Add(new ParseStage(field, regex, names.ConvertAll(name => (scope.Add(name), regex.GroupNumberFromName(name)))));
    }

    private void ReadStats()
    {
        if (++stats > MostStats)
            throw new AwsException("MalformedQueryException", $"a query has at most {MostStats} stats commands");
        var numbers = new List<(string Name, Aggregate Kind, Func<Row, object?> Of)>();
        do
        {
            numbers.Add(ReadAggregate());
        }
        while (tokens.TakeIf(","));
        tokens.Demand("by");
        var keys = new List<string>();
        do
        {
            keys.Add(tokens.TakeName());
        }
        while (tokens.TakeIf(","));

        var (before, after) = (scope, new Scope { IsOfEvents = false });
        var timeKey = keys.FindIndex(key => before.IsOfEvents && before.ColumnOf(key) is { } column && before.Times.Contains(column));
        stages.Add(new StatsStage([.. keys.ConvertAll(Expressions.Named)], [.. numbers.ConvertAll(number => (number.Kind, number.Of))], timeKey < 0 ? null : timeKey));
        foreach (var name in keys.Concat(numbers.ConvertAll(number => number.Name)))
        {
            after.Add(name);
            after.Shown.Add(name);
        }
        scope = after;
    }

    private (string Name, Aggregate Kind, Func<Row, object?> Of) ReadAggregate()
    {
        var kind = tokens.TakeName() switch
        {
            "count" => Aggregate.Count,
            "sum" => Aggregate.Sum,
            "min" => Aggregate.Min,
            "max" => Aggregate.Max,
            var other => throw new AwsException("MalformedQueryException", $"the function {other} is not known here"),
        };
        tokens.Demand("(");
        Func<Row, object?> of = kind == Aggregate.Count && tokens.TakeIf("*") ? static _ => null : Expressions.Named(tokens.TakeName());
        tokens.Demand(")");
        tokens.Demand("as");
        return (tokens.TakeName(), kind, of);
    }
}
