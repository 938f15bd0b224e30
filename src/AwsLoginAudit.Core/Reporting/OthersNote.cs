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
        return $"There are at least {Words.Plural(count.Others!.Names, one, many)}, more than can be counted separately. "
            + $"The count {OwnWords.Others} contains {Words.Plural(count.FailureCount, "failed login")} of the other {many}, so that all counts add up to the total. "
            + $"The count of each {one} is a minimum. The real number is at most PossiblyMore higher. Each {one} without its own count has at most {Words.Plural(count.Others.MostEach, "failed login")}."
            + (count.MayBeOver ? $" More {many} than shown may therefore be over the threshold." : "");
    }
}
