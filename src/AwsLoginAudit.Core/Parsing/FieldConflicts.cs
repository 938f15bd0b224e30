namespace AwsLoginAudit;

/// <summary>The names with several values in an event. System and EventData are kept apart, so a value of one never replaces one of the other.</summary>
internal sealed class FieldConflicts
{
    /// <summary>The conflicts of an event without any.</summary>
    public static readonly FieldConflicts None = new([], []);

    private readonly Dictionary<string, IReadOnlyList<string>> system;
    private readonly Dictionary<string, IReadOnlyList<string>> data;

    private FieldConflicts(Dictionary<string, IReadOnlyList<string>> system, Dictionary<string, IReadOnlyList<string>> data) =>
        (this.system, this.data, IsEmpty) = (system, data, system.Count + data.Count == 0);

    public bool IsEmpty { get; }

    /// <summary>Whether a name of EventData or of System has several values.</summary>
    public bool Has(string name, bool isData) => !IsEmpty && (isData ? data : system).ContainsKey(name);

    /// <summary>All values of a name of System; null if it has at most one.</summary>
    public IReadOnlyList<string>? OfSystem(string name) => !IsEmpty && system.TryGetValue(name, out var values) ? values : null;

    /// <summary>Adds values of EventData that do not belong to the event.</summary>
    /// <param name="foreign">The values by name.</param>
    public FieldConflicts With(IReadOnlyDictionary<string, IReadOnlyList<string>> foreign)
    {
        var all = foreign.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var pair in data)
            all[pair.Key] = pair.Value;
        return new FieldConflicts(system, all);
    }

    /// <summary>All names with all their values, of System and EventData together.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByName()
    {
        if (IsEmpty)
            return LoginAuditEvent.NoConflicts;
        var all = system.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var pair in data)
            all[pair.Key] = all.TryGetValue(pair.Key, out var others) ? [.. others, .. pair.Value] : pair.Value;
        return all;
    }

    /// <summary>Finds the names with several values. Long names and values are shortened.</summary>
    public static FieldConflicts Find(ReadOnlySpan<char> text, ReadOnlySpan<EventXmlScanner.Field> fields)
    {
        var values = new Dictionary<(bool IsData, string Name), List<string>>();
        foreach (ref readonly var field in fields)
        {
            var key = (field.IsData, LongValue.Bound(field.Name(text).ToString()));
            if (!values.TryGetValue(key, out var seen))
                values[key] = seen = [];
            var value = LongValue.Bound(XmlCharacters.Decode(field.Value(text)));
            if (!seen.Contains(value))
                seen.Add(value);
        }
        return new FieldConflicts(Several(isData: false), Several(isData: true));

        Dictionary<string, IReadOnlyList<string>> Several(bool isData) => values
            .Where(pair => pair.Key.IsData == isData && pair.Value.Count > 1)
            .ToDictionary(pair => pair.Key.Name, pair => (IReadOnlyList<string>)pair.Value);
    }
}
