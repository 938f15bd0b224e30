using System.Collections.ObjectModel;

namespace AwsLoginAudit;

/// <summary>Gives lists a text of their own: Export-Csv and strings show a list by its ToString, which would be the name of a .NET type.</summary>
internal static class TextList
{
    /// <summary>A list whose text is its elements in one line, escaped: all strings, and the first ten of anything else.</summary>
    /// <param name="items">The elements.</param>
    /// <returns>The list itself if it has such a text already.</returns>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items) =>
        items is Shown<T> ? items : items.Count == 0 ? Shown<T>.None : new Shown<T>(items as IList<T> ?? [.. items]);

    /// <summary>The same of the values of several fields, such as "IpAddress: 10.0.0.1 | 10.0.0.2".</summary>
    /// <param name="fields">The fields.</param>
    /// <returns>The fields themselves if they have such a text already.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> fields) =>
        fields as Fields ?? new Fields(fields.ToDictionary(field => field.Key, field => field.Value));

    private sealed class Shown<T>(IList<T> items) : ReadOnlyCollection<T>(items)
    {
        private const int Most = 10;

        public static Shown<T> None { get; } = new([]);

        public override string ToString() => typeof(T) == typeof(string)
            ? SafeText.List(this.Cast<string>())
            : string.Join(", ", this.Take(Most).Select(item => item?.ToString())) + (Count > Most ? ", …" : "");
    }

    private sealed class Fields(IDictionary<string, IReadOnlyList<string>> fields) : ReadOnlyDictionary<string, IReadOnlyList<string>>(fields)
    {
        public override string ToString() => SafeText.Show(string.Join("; ", this.Select(field => $"{field.Key}: {string.Join(" | ", field.Value)}")));
    }
}
