using System.Globalization;
using System.Text.RegularExpressions;
using LocalAws.Http;

namespace LocalAws.Insights;

/// <summary>Reads expressions and conditions of the query language, as far as they are known here.</summary>
internal sealed class QueryExpressions(QueryTokens tokens, Scope scope)
{
    public Func<Row, object?> Value()
    {
        var left = Product();
        while (tokens.Peek is { Kind: TokenKind.Symbol, Value: "+" or "-" })
        {
            var (isSum, first, second) = (tokens.Take().Value == "+", left, Product());
            left = row => Number(first(row)) is { } a && Number(second(row)) is { } b ? isSum ? a + b : a - b : null;
        }
        return left;
    }

    private Func<Row, object?> Product()
    {
        var left = Primary();
        while (tokens.Peek is { Kind: TokenKind.Symbol, Value: "*" or "/" })
        {
            var (isProduct, first, second) = (tokens.Take().Value == "*", left, Primary());
            left = row => Number(first(row)) is { } a && Number(second(row)) is { } b ? isProduct ? a * b : a / b : null;
        }
        return left;
    }

    private Func<Row, object?> Primary()
    {
        if (tokens.TakeIf("("))
        {
            var inner = Value();
            tokens.Demand(")");
            return inner;
        }
        if (tokens.Peek.Kind == TokenKind.Number)
        {
            object number = double.Parse(tokens.Take().Value, CultureInfo.InvariantCulture);
            return _ => number;
        }
        if (tokens.Peek.Kind == TokenKind.Text)
        {
            var text = tokens.Take().Value;
            return _ => text;
        }
        var name = tokens.TakeName();
        return tokens.TakeIf("(") ? Call(name) : Named(name);
    }

    public Func<Row, object?> Named(string name) =>
        scope.Find(name) ?? throw new AwsException("MalformedQueryException", $"there is no field {name} here");

    private Func<Row, object?> Call(string function)
    {
        var argument = Value();
        tokens.Demand(")");
        return function switch
        {
            "floor" => row => Number(argument(row)) is { } number ? Math.Floor(number) : null,
            "toMillis" => argument,
            "strlen" => row => argument(row) is string text ? (double)text.EnumerateRunes().Count() : null,
            _ => throw new AwsException("MalformedQueryException", $"the function {function} is not known here"),
        };
    }

    public Func<Row, bool> Condition()
    {
        var left = Conjunction();
        while (tokens.TakeIf("or"))
        {
            var (first, second) = (left, Conjunction());
            left = row => first(row) || second(row);
        }
        return left;
    }

    private Func<Row, bool> Conjunction()
    {
        var left = Comparison();
        while (tokens.TakeIf("and"))
        {
            var (first, second) = (left, Comparison());
            left = row => first(row) && second(row);
        }
        return left;
    }

    private Func<Row, bool> Comparison()
    {
        if (tokens.TakeIf("not"))
        {
            var negated = Comparison();
            return row => !negated(row);
        }
        if (tokens.TakeIf("("))
        {
            var inner = Condition();
            tokens.Demand(")");
            return inner;
        }
        var left = Value();
        if (tokens.TakeIf("like"))
            return Like(left);
        if (tokens.TakeIf("in"))
            return In(left);
        if (tokens.TakeIf("not"))
        {
            tokens.Demand("like");
            var like = Like(left);
            return row => !like(row);
        }
        var sign = tokens.Take().Value;
        var right = Value();
        return sign switch
        {
            "=" => row => Order(left(row), right(row)) == 0,
            "!=" => row => Order(left(row), right(row)) is not 0,
            "<" => row => Order(left(row), right(row)) < 0,
            "<=" => row => Order(left(row), right(row)) <= 0,
            ">" => row => Order(left(row), right(row)) > 0,
            ">=" => row => Order(left(row), right(row)) >= 0,
            _ => throw tokens.Malformed("a comparison"),
        };
    }

    private Func<Row, bool> Like(Func<Row, object?> value)
    {
        if (tokens.IsRegexNext)
        {
            var regex = QueryRegex.Parse(tokens.TakeRegex());
            return row => value(row) is string text && regex.IsMatch(text);
        }
        var part = tokens.Peek.Kind == TokenKind.Text ? tokens.Take().Value : throw tokens.Malformed("a text or a regular expression");
        return row => value(row) is string text && text.Contains(part, StringComparison.Ordinal);
    }

    private Func<Row, bool> In(Func<Row, object?> value)
    {
        tokens.Demand("[");
        var texts = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            texts.Add(tokens.Peek.Kind == TokenKind.Text ? tokens.Take().Value : throw tokens.Malformed("a text"));
        }
        while (tokens.TakeIf(","));
        tokens.Demand("]");
        return row => value(row) is string text && texts.Contains(text);
    }

    private static double? Number(object? value) => value switch
    {
        double number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static int? Order(object? left, object? right) =>
        Number(left) is { } a && Number(right) is { } b ? a.CompareTo(b)
        : left is string first && right is string second ? string.CompareOrdinal(first, second)
        : null;
}

/// <summary>The regular expressions of the query language.</summary>
internal static partial class QueryRegex
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Reads one; what not every engine has is refused, since nothing says which engine AWS uses.</summary>
    public static Regex Parse(string pattern)
    {
        if (Peculiar().IsMatch(pattern))
            throw new AwsException("MalformedQueryException", "a look-around or a back-reference in a regular expression is not supported");
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled, Longest);
        }
        catch (ArgumentException wrong)
        {
            throw new AwsException("MalformedQueryException", wrong.Message);
        }
    }

    [GeneratedRegex(@"\(\?(?:[=!>]|<[=!])|\\[1-9k]", RegexOptions.None, 1000)]
    private static partial Regex Peculiar();
}
