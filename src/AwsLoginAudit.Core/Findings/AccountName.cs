namespace AwsLoginAudit;

/// <summary>The parts of an account as events give it: DOMAIN\user, user@domain, or the user alone.</summary>
internal static class AccountName
{
    /// <summary>The user's name without the domain.</summary>
    public static string User(string account)
    {
        var slash = account.IndexOf('\\');
        if (slash >= 0)
            return account.Substring(slash + 1);
        var at = account.LastIndexOf('@');
        return at > 0 ? account.Substring(0, at) : account;
    }

    /// <summary>One text for all spellings of an account.</summary>
    public static string Canonical(string account)
    {
        var user = User(account);
        var slash = account.IndexOf('\\');
        var domain = slash >= 0 ? account.Substring(0, slash) : account.Length > user.Length ? account.Substring(user.Length + 1) : "";
        return $"{domain.Split('.')[0]}\\{user}".ToUpperInvariant();
    }

    /// <summary>Whether the account names a domain or a computer.</summary>
    public static bool HasDomain(string account) => User(account).Length < account.Length;

    /// <summary>Whether the account is one of the machine's own.</summary>
    /// <param name="account">The account.</param>
    /// <param name="computer">The machine's name; null if it is not known.</param>
    public static bool IsLocal(string account, string? computer)
    {
        var slash = account.IndexOf('\\');
        if (slash < 0)
            return account.LastIndexOf('@') <= 0;
        var domain = account.Substring(0, slash);
        return domain is "" or "." || (computer is not null && string.Equals(domain, computer.Split('.')[0], StringComparison.OrdinalIgnoreCase));
    }
}
