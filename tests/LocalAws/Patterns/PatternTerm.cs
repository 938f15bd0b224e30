using System.Text;
using LocalAws.Http;

namespace LocalAws.Patterns;

internal enum TermKind
{
    Required,
    Excluded,
    Alternative,
}

/// <summary>One term of a pattern, without its sign and quotes.</summary>
internal readonly record struct PatternTerm(TermKind Kind, string Text)
{
    /// <summary>Reads the terms of a trimmed pattern that is not empty.</summary>
    public static IReadOnlyList<PatternTerm> Read(string pattern)
    {
        var terms = new List<PatternTerm>();
        var position = 0;
        while (position < pattern.Length)
        {
            if (char.IsWhiteSpace(pattern[position]))
            {
                position++;
                continue;
            }
            var kind = pattern[position] switch
            {
                '?' => TermKind.Alternative,
                '-' => TermKind.Excluded,
                _ => TermKind.Required,
            };
            if (kind != TermKind.Required && (++position == pattern.Length || char.IsWhiteSpace(pattern[position])))
                throw Refuse(pattern[position - 1]);
            var text = pattern[position] == '"' ? Quoted(pattern, ref position) : Bare(pattern, ref position);
            if (position < pattern.Length && !char.IsWhiteSpace(pattern[position]))
                throw Refuse(pattern[position]);
            terms.Add(new PatternTerm(kind, text));
        }
        return terms;
    }

    private static string Bare(string pattern, ref int position)
    {
        var start = position;
        while (position < pattern.Length && (char.IsAsciiLetterOrDigit(pattern[position]) || pattern[position] == '_'))
            position++;
        return position > start ? pattern[start..position] : throw Refuse(pattern[position]);
    }

    /// <summary>Between quotes everything stands for itself, but for a quote or a backslash, which take a backslash before them.</summary>
    private static string Quoted(string pattern, ref int position)
    {
        var text = new StringBuilder();
        for (position++; position < pattern.Length; position++)
        {
            switch (pattern[position])
            {
                case '"' when text.Length > 0:
                    position++;
                    return text.ToString();
                case '"':
                    throw AwsException.InvalidParameter("Invalid filter pattern: a term is empty.");
                case '\\' when position + 1 < pattern.Length && pattern[position + 1] is '"' or '\\':
                    text.Append(pattern[++position]);
                    break;
                case '\\':
                    throw AwsException.NotSupported("A backslash in a quoted term before anything but a quote or a backslash");
                default:
                    text.Append(pattern[position]);
                    break;
            }
        }
        throw AwsException.InvalidParameter("Invalid filter pattern: a quote is not closed.");
    }

    private static AwsException Refuse(char character) => AwsException.InvalidParameter($"Invalid character(s) in term '{character}'");
}
