namespace AwsLoginAudit;

/// <summary>Writes the note for reports with more names than are counted one by one.</summary>
public static class OthersNote
{
    /// <summary>Writes the note.</summary>
    /// <param name="count">The count "(others)".</param>
    /// <returns>Several sentences.</returns>
    public static string Of(LoginAuditCount count)
    {
        var (one, many) = Headlines.Nouns(count.By);
        return $"There are at least {Words.Plural(count.Others!.Names, one, many)}, more than are counted one by one. {Words.Plural(count.FailureCount, "failed login is", "failed logins are")} "
            + $"in the count {OwnWords.Others}, so that all counts add up. The count of each {one} is the least that it can have, PossiblyMore says how many more it may have, and "
            + $"no {one} without a count of its own has more than {Words.Plural(count.Others.MostEach, "failed login")}."
            + (count.MayBeOver ? $" So {many} that are not known to be over the threshold may be over it." : "");
    }
}
