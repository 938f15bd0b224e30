namespace AwsLoginAudit.Aws;

/// <summary>The accounts and sources whose logins are looked for.</summary>
internal sealed class GuessedValues
{
    /// <param name="examination">The failed logins.</param>
    /// <param name="rules">The rules of the findings.</param>
    public GuessedValues(Examination examination, FindingRules rules)
    {
        var (names, withoutRoom) = examination.Guessed;
        List<(ValueTerm? Term, long Guesses)> terms = [.. names.Select(name => (ValueTerm.Of(name.Name), name.Count))];
        if (!terms.Exists(value => value.Term is null && value.Guesses >= rules.BreakInGuesses))
        {
            All = [.. terms.Select(value => value.Term).OfType<ValueTerm>()];
            Enough = [.. terms.Where(value => value.Guesses >= rules.BreakInGuesses).Select(value => value.Term).OfType<ValueTerm>()];
            if (Enough.Count == 0)
                Enough = All;
        }
        if (withoutRoom >= rules.BreakInGuesses)
            Reasons = ["There are more accounts and sources than can be kept, so the logins of some were not looked for."];
    }

    /// <summary>The terms of all values, those with the most guesses first; empty if a value that matters has no term, so that every login matters.</summary>
    public IReadOnlyList<ValueTerm> All { get; } = [];

    /// <summary>The terms of the values with enough guesses for a break-in; those of all values if there are none.</summary>
    public IReadOnlyList<ValueTerm> Enough { get; } = [];

    /// <summary>Why logins of some accounts are not looked for, in full sentences.</summary>
    public IReadOnlyList<string> Reasons { get; } = [];
}
