namespace AwsLoginAudit;

/// <summary>Numbers for values: equal values have one number. The room is bounded, since anybody who tries to log in chooses names.</summary>
/// <param name="none">What stands for no value.</param>
/// <param name="others">What stands for all values that the table has no room for.</param>
/// <param name="same">Which values are equal; null for the type's own rule.</param>
/// <param name="order">Which of several equal values is kept: the first in this order; null for the one that was added first.</param>
internal sealed class NumberTable<T>(T none, T others, IEqualityComparer<T>? same = null, IComparer<T>? order = null)
    where T : notnull
{
    public const int None = 0;

    public const int Others = 1;

    // Names of 128 characters and their entries take about 3 MB.
    private const int MostValues = 8_000;

    private readonly List<T> values = [none, others];
    private readonly Dictionary<T, int> numbers = new(same);

    /// <summary>The value behind a number.</summary>
    public T this[int number] => values[number];

    public int Number(T value)
    {
        if (numbers.TryGetValue(value, out var number))
        {
            if (order?.Compare(value, values[number]) < 0)
                values[number] = value;
            return number;
        }
        if (numbers.Count == MostValues)
            return Others;
        values.Add(value);
        numbers.Add(value, values.Count - 1);
        return values.Count - 1;
    }
}
