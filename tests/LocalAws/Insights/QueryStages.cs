using System.Text.RegularExpressions;

namespace LocalAws.Insights;

/// <summary>A command of a query: takes rows, and hands rows on.</summary>
internal abstract class Stage
{
    /// <summary>Where its rows go.</summary>
    public Stage Next { get; set; } = null!;

    public abstract void Take(Row row);

    /// <summary>No further row comes.</summary>
    public virtual void End() => Next.End();
}

internal sealed class FilterStage(Func<Row, bool> condition) : Stage
{
    public override void Take(Row row)
    {
        if (condition(row))
            Next.Take(row);
    }
}

internal sealed class FieldsStage(List<(int Column, Func<Row, object?> Value)> made) : Stage
{
    public override void Take(Row row)
    {
        foreach (var (column, value) in made)
            row.Values[column] = value(row);
        Next.Take(row);
    }
}

/// <summary>Puts what the named groups of a regular expression match into columns; where it does not match, they stay empty.</summary>
internal sealed class ParseStage(Func<Row, object?> field, Regex regex, List<(int Column, int Group)> groups) : Stage
{
    public override void Take(Row row)
    {
        var match = field(row) is string text ? regex.Match(text) : Match.Empty;
        foreach (var (column, group) in groups)
            row.Values[column] = match.Success && match.Groups[group].Success ? match.Groups[group].Value : null;
        Next.Take(row);
    }
}

internal enum Aggregate
{
    Count,
    Sum,
    Min,
    Max,
}

/// <summary>Counts rows by their columns.</summary>
/// <param name="keys">What rows are told apart by.</param>
/// <param name="numbers">What is told of each.</param>
/// <param name="timeKey">Which key is the time of log events, which come in its order: groups of an earlier one are done; null where none is.</param>
internal sealed class StatsStage(Func<Row, object?>[] keys, (Aggregate Kind, Func<Row, object?> Of)[] numbers, int? timeKey) : Stage
{
    private readonly Dictionary<object?[], double[]> groups = new(new KeyComparer());
    private object? time;

    public override void Take(Row row)
    {
        var key = Array.ConvertAll(keys, of => of(row));
        if (timeKey is { } index && !Equals(key[index], time))
        {
            HandOn();
            time = key[index];
        }
        if (!groups.TryGetValue(key, out var totals))
            groups.Add(key, totals = Array.ConvertAll(numbers, number => Start(number.Kind)));
        for (var i = 0; i < numbers.Length; i++)
            totals[i] = With(totals[i], numbers[i].Kind, numbers[i].Of(row));
    }

    public override void End()
    {
        HandOn();
        Next.End();
    }

    private void HandOn()
    {
        foreach (var (key, totals) in groups)
            Next.Take(new Row(default, [.. key, .. totals]));
        groups.Clear();
    }

    private static double Start(Aggregate kind) => kind switch
    {
        Aggregate.Min => double.PositiveInfinity,
        Aggregate.Max => double.NegativeInfinity,
        _ => 0,
    };

    private static double With(double total, Aggregate kind, object? value) => (kind, value) switch
    {
        (Aggregate.Count, _) => total + 1,
        (Aggregate.Sum, double number) => total + number,
        (Aggregate.Min, double number) => Math.Min(total, number),
        (Aggregate.Max, double number) => Math.Max(total, number),
        _ => total,
    };

    private sealed class KeyComparer : IEqualityComparer<object?[]>
    {
        public bool Equals(object?[]? left, object?[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode(object?[] key)
        {
            var hash = default(HashCode);
            foreach (var value in key)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}

internal sealed class SortStage(Func<Row, object?> by, bool descending) : Stage
{
    private readonly List<Row> rows = [];

    public override void Take(Row row) => rows.Add(row);

    public override void End()
    {
        // Both keep the order of what is equal; descending, the last comes first.
        if (descending)
            rows.Reverse();
        foreach (var row in descending ? rows.OrderByDescending(by, ValueOrder) : rows.OrderBy(by, ValueOrder))
            Next.Take(row);
        Next.End();
    }

    private static readonly IComparer<object?> ValueOrder = Comparer<object?>.Create((a, b) =>
        a is double x && b is double y ? x.CompareTo(y) : string.CompareOrdinal(a?.ToString(), b?.ToString()));
}

/// <summary>Keeps the first rows: the end of every query.</summary>
internal sealed class LimitStage(int most) : Stage
{
    public List<Row> Rows { get; } = [];

    public override void Take(Row row)
    {
        if (Rows.Count < most)
            Rows.Add(row);
    }

    public override void End()
    {
    }
}

/// <summary>Counts what passes the filters, which is what a query's statistics call matched.</summary>
internal sealed class MatchedStage : Stage
{
    private long count;

    public long Count => Interlocked.Read(ref count);

    public override void Take(Row row)
    {
        count++;
        Next.Take(row);
    }
}
