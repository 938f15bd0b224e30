using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Knows for each value of one field of an event which rules it satisfies, as one bit per rule.</summary>
/// <remarks>
/// The parser returns the same string object for equal values, so the bits of recent values are found by reference, and most events need no comparison. Other
/// values are looked up by hash, and only patterns are compared one after the other.
/// </remarks>
internal abstract class ExclusionField
{
    private const int Slots = 1024;
    private const int BitsOfWord = 64;

    private readonly Slot[] recent = new Slot[Slots];
    private readonly ulong[] unlimited;
    private readonly ulong[] unremembered;

    /// <param name="rules">The rules.</param>
    /// <param name="valueOf">The value of a rule for this field; null if the rule does not limit the field.</param>
    protected ExclusionField(IReadOnlyList<LoginAuditExclusion> rules, Func<LoginAuditExclusion, string?> valueOf)
    {
        unlimited = new ulong[(rules.Count + BitsOfWord - 1) / BitsOfWord];
        unremembered = new ulong[unlimited.Length];
        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (valueOf(rules[rule]) is null)
                Set(unlimited, rule);
        }
    }

    /// <summary>The bits of the rules that a value satisfies. The next call can change them.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <param name="other">A second part of the value; null for none.</param>
    [MethodImpl(Hot.Path)]
    public ulong[] Of(string? value, string? other = null)
    {
        if (value is null)
            return unlimited;
        ref var slot = ref recent[(RuntimeHelpers.GetHashCode(value) ^ (RuntimeHelpers.GetHashCode(other) * 31)) & (Slots - 1)];
        if (ReferenceEquals(slot.Value, value) && ReferenceEquals(slot.Other, other))
            return slot.Bits;
        return Enter(ref slot, value, other);
    }

    private ulong[] Enter(ref Slot slot, string value, string? other)
    {
        // Long values are not remembered, because they would stay in memory.
        if (value.Length + (other?.Length ?? 0) > AttemptLog.LongestName)
        {
            Fill(unremembered, value, other);
            return unremembered;
        }
        slot.Bits ??= new ulong[unlimited.Length];
        (slot.Value, slot.Other) = (value, other);
        Fill(slot.Bits, value, other);
        return slot.Bits;
    }

    private void Fill(ulong[] bits, string value, string? other)
    {
        Array.Copy(unlimited, bits, bits.Length);
        Match(bits, value, other);
    }

    /// <summary>Sets the bits of the rules that limit the field and that a value satisfies.</summary>
    protected abstract void Match(ulong[] bits, string value, string? other);

    /// <summary>Sets the bit of a rule.</summary>
    protected static void Set(ulong[] bits, int rule) => bits[rule / BitsOfWord] |= 1UL << (rule % BitsOfWord);

    /// <summary>Sets the bits of several rules.</summary>
    protected static void Set(ulong[] bits, List<int> rules)
    {
        foreach (var rule in rules)
            Set(bits, rule);
    }

    private struct Slot
    {
        public string? Value;
        public string? Other;
        public ulong[] Bits;
    }

    /// <summary>Rules by their exact value, and the others one after the other.</summary>
    protected sealed class Lookup<T>(IEqualityComparer<string> comparer)
    {
        public Dictionary<string, List<int>> Exact { get; } = new(comparer);

        public List<(int Rule, T Pattern)> Patterns { get; } = [];

        public void Add(string value, int rule)
        {
            if (!Exact.TryGetValue(value, out var rules))
                Exact.Add(value, rules = []);
            rules.Add(rule);
        }
    }
}

/// <summary>A field whose values are compared as text.</summary>
internal sealed class TextCriterion : ExclusionField
{
    private readonly Lookup<TextPattern> index = new(StringComparer.OrdinalIgnoreCase);

    public TextCriterion(IReadOnlyList<LoginAuditExclusion> rules, Func<LoginAuditExclusion, string?> valueOf)
        : base(rules, valueOf)
    {
        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (valueOf(rules[rule]) is not { } value)
                continue;
            if (TextPattern.HasWildcard(value))
                index.Patterns.Add((rule, new TextPattern(value)));
            else
                index.Add(value, rule);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Hot.Path)]
    protected override void Match(ulong[] bits, string value, string? other)
    {
        if (index.Exact.TryGetValue(value, out var exact))
            Set(bits, exact);
        foreach (var (rule, pattern) in index.Patterns)
        {
            if (pattern.Matches(value))
                Set(bits, rule);
        }
    }
}

/// <summary>The source address.</summary>
internal sealed class AddressCriterion : ExclusionField
{
    private readonly Lookup<AddressPattern> index = new(StringComparer.Ordinal);

    public AddressCriterion(IReadOnlyList<LoginAuditExclusion> rules)
        : base(rules, rule => rule.SourceAddress)
    {
        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (rules[rule].SourceAddress is not { } value)
                continue;
            if (AddressPattern.ParseAddress(value) is { } address)
                index.Add(Key(address), rule);
            else
                index.Patterns.Add((rule, AddressPattern.Parse(value)!));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Hot.Path)]
    protected override void Match(ulong[] bits, string value, string? other)
    {
        var address = AddressPattern.ParseAddress(value);
        if (address is not null && index.Exact.TryGetValue(Key(address), out var exact))
            Set(bits, exact);
        foreach (var (rule, pattern) in index.Patterns)
        {
            if (pattern.Matches(value, address))
                Set(bits, rule);
        }
    }

    private static string Key(byte[] address) => Convert.ToBase64String(address);
}

/// <summary>The account, in any of its spellings. A rule without a domain is for every domain.</summary>
internal sealed class AccountCriterion : ExclusionField
{
    private readonly Lookup<(TextPattern Pattern, bool HasDomain)> index = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyList<LoginAuditExclusion> rules;

    public AccountCriterion(IReadOnlyList<LoginAuditExclusion> rules)
        : base(rules, rule => rule.Account)
    {
        this.rules = rules;
        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (rules[rule].Account is not { } value)
                continue;
            if (TextPattern.HasWildcard(value))
                index.Patterns.Add((rule, (new TextPattern(AccountName.HasDomain(value) ? AccountName.Canonical(value) : value), AccountName.HasDomain(value))));
            else
                index.Add(AccountName.User(value), rule);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Hot.Path)]
    protected override void Match(ulong[] bits, string value, string? other)
    {
        // Most names are the user alone, and are in no text of their own.
        var isUser = value.IndexOfAny(['\\', '@']) < 0;
        var account = other is null ? value : isUser ? null : $"{other}\\{value}";
        var user = isUser ? value : AccountName.User(account!);
        if (index.Exact.TryGetValue(user, out var exact))
        {
            foreach (var rule in exact.Where(rule => !AccountName.HasDomain(rules[rule].Account!) || AccountComparer.Instance.Equals(rules[rule].Account, account ??= $"{other}\\{value}")))
                Set(bits, rule);
        }
        string? canonical = null;
        foreach (var (rule, (pattern, hasDomain)) in index.Patterns)
        {
            if (pattern.Matches(hasDomain ? canonical ??= AccountName.Canonical(account ?? $"{other}\\{value}") : user))
                Set(bits, rule);
        }
    }
}
