using System.Globalization;
using System.Text;
using LocalAws.Http;

namespace LocalAws.Insights;

internal enum TokenKind
{
    Name,
    Number,
    Text,
    Regex,
    Symbol,
    End,
}

/// <summary>A word of a query.</summary>
internal readonly record struct Token(TokenKind Kind, string Value);

/// <summary>The words of a query, one after the other.</summary>
internal sealed class QueryTokens(string query)
{
    private static readonly string[] Symbols = ["!=", "<=", ">=", "|", ",", "(", ")", "[", "]", "=", "<", ">", "+", "-", "*"];

    private int position;
    private Token? peeked;

    public Token Peek => peeked ??= Read(mayBeRegex: false);

    public Token Take()
    {
        var taken = Peek;
        peeked = null;
        return taken;
    }

    /// <summary>Takes a regular expression, where a slash does not divide.</summary>
    public string TakeRegex() => peeked is null && Read(mayBeRegex: true) is { Kind: TokenKind.Regex } regex ? regex.Value : throw Malformed("a regular expression between slashes");

    /// <summary>Whether the next word is a regular expression.</summary>
    public bool IsRegexNext => peeked is null && position + Blanks() < query.Length && query[position + Blanks()] == '/';

    public bool TakeIf(string word)
    {
        if (Peek.Kind is not (TokenKind.Name or TokenKind.Symbol) || !Peek.Value.Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        Take();
        return true;
    }

    public void Demand(string word)
    {
        if (!TakeIf(word))
            throw Malformed(word);
    }

    public string TakeName() => Peek.Kind == TokenKind.Name ? Take().Value : throw Malformed("a name");

    public AwsException Malformed(string expected) =>
        new("MalformedQueryException", $"unexpected symbol found {(Peek.Kind == TokenKind.End ? "at the end" : Peek.Value)} before character {position}, expected {expected}");

    private int Blanks()
    {
        var blanks = 0;
        while (position + blanks < query.Length && char.IsWhiteSpace(query[position + blanks]))
            blanks++;
        return blanks;
    }

    private Token Read(bool mayBeRegex)
    {
        position += Blanks();
        if (position == query.Length)
            return new Token(TokenKind.End, "");
        var first = query[position];
        if (first == '"')
            return new Token(TokenKind.Text, Delimited('"'));
        if (first == '/')
            return mayBeRegex ? new Token(TokenKind.Regex, Delimited('/')) : Symbol("/");
        if (char.IsAsciiDigit(first))
            return new Token(TokenKind.Number, While(c => char.IsAsciiDigit(c) || c == '.'));
        if (char.IsAsciiLetter(first) || first is '@' or '_')
            return new Token(TokenKind.Name, While(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '_' or '.'));
        return Symbols.FirstOrDefault(s => string.CompareOrdinal(query, position, s, 0, s.Length) == 0) is { } symbol
            ? Symbol(symbol)
            : throw new AwsException("MalformedQueryException", string.Create(CultureInfo.InvariantCulture, $"unexpected symbol found {first} at character {position}"));
    }

    private Token Symbol(string symbol)
    {
        position += symbol.Length;
        return new Token(TokenKind.Symbol, symbol);
    }

    private string While(Func<char, bool> belongs)
    {
        var start = position;
        while (position < query.Length && belongs(query[position]))
            position++;
        return query[start..position];
    }

    // A backslash keeps the delimiter after it from ending the text; in a regular expression it stays.
    private string Delimited(char delimiter)
    {
        var text = new StringBuilder();
        for (position++; position < query.Length; position++)
        {
            if (query[position] == delimiter)
            {
                position++;
                return text.ToString();
            }
            if (query[position] == '\\' && position + 1 < query.Length)
            {
                if (delimiter == '/')
                    text.Append('\\');
                position++;
            }
            text.Append(query[position]);
        }
        throw new AwsException("MalformedQueryException", $"a {delimiter} is not closed");
    }
}
