namespace AwsLoginAudit;

/// <summary>The parts of an account as events give it: DOMAIN\user, user@domain, or the user alone.</summary>
internal static class AccountName
{
    /// <summary>The user's name without the domain.</summary>
    public static string User(string account)
    {
        var parts = AccountComparer.Parts(account);
        return account.Substring(parts.User, parts.UserEnd - parts.User);
    }

    /// <summary>One text for all spellings of an account.</summary>
    public static string Canonical(string account)
    {
        var parts = AccountComparer.Parts(account);
        return $"{account.Substring(parts.Domain, parts.DomainEnd - parts.Domain)}\\{User(account)}".ToUpperInvariant();
    }

    /// <summary>Whether the account names a domain or a computer.</summary>
    public static bool HasDomain(string account) => AccountComparer.Parts(account).HasDomain;

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
