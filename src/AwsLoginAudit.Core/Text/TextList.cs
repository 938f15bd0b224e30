using System.Collections.ObjectModel;

namespace AwsLoginAudit;

/// <summary>Lists with a readable ToString. Export-Csv and string conversion use ToString, which otherwise returns a .NET type name.</summary>
internal static class TextList
{
    /// <summary>Creates a list whose ToString writes its elements in one line, escaped: all strings, or the first ten elements of other types.</summary>
    /// <param name="items">The elements.</param>
    /// <returns>The list; the same object if it already has such a ToString.</returns>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items) =>
        items is Shown<T> ? items : items.Count == 0 ? Shown<T>.None : new Shown<T>(items as IList<T> ?? [.. items]);

    /// <summary>Creates the same for the values of several fields, such as "IpAddress: 10.0.0.1 | 10.0.0.2".</summary>
    /// <param name="fields">The fields.</param>
    /// <returns>The fields; the same object if they already have such a ToString.</returns>
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
