using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>
/// Compares accounts as Windows does: without case. <c>CORP\jdoe</c>, <c>corp.example\jdoe</c> and <c>jdoe@corp.example</c> are one account, because the
/// NetBIOS name of a domain is the first label of its DNS name unless an administrator chose another name.
/// </summary>
/// <remarks>
/// An attacker chooses the account names of failed logins. The hash code starts from a secret number, so an attacker cannot choose names that collide.
/// </remarks>
internal sealed class AccountComparer : IEqualityComparer<string>
{
    public static readonly AccountComparer Instance = new();

    // The number must be odd, because each step of the hash multiplies by it.
    private readonly int secret = Guid.NewGuid().GetHashCode() | 1;

    private AccountComparer()
    {
    }

    [MethodImpl(Hot.Path)]
    public bool Equals(string? x, string? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x is null || y is null)
            return false;
        var (one, other) = (Parts(x), Parts(y));
        return one.HasDomain == other.HasDomain
            && AreSame(x, one.User, one.UserEnd, y, other.User, other.UserEnd)
            && AreSame(x, one.Domain, one.DomainEnd, y, other.Domain, other.DomainEnd);
    }

    [MethodImpl(Hot.Path)]
    public int GetHashCode(string account)
    {
        var parts = Parts(account);
        var hash = secret;
        for (var i = parts.User; i < parts.UserEnd; i++)
            hash = Mix(hash, account[i]);
        hash = Mix(hash, '\\');
        for (var i = parts.Domain; i < parts.DomainEnd; i++)
            hash = Mix(hash, account[i]);
        return hash;
    }

    private int Mix(int hash, char character)
    {
        var product = unchecked((hash ^ char.ToUpperInvariant(character)) * (long)secret * 0x5851F42D4C957F2D);
        return (int)(product >> 32) ^ (int)product;
    }

    private static bool AreSame(string x, int start, int end, string y, int otherStart, int otherEnd) =>
        end - start == otherEnd - otherStart && string.Compare(x, start, y, otherStart, end - start, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Finds the user and the first label of the domain.</summary>
    internal static (bool HasDomain, int User, int UserEnd, int Domain, int DomainEnd) Parts(string account)
    {
        var slash = account.IndexOf('\\');
        var at = account.LastIndexOf('@');
        if (slash >= 0)
        {
            var end = LabelEnd(account, 0, slash);
            // Event 4769 has the user as user@REALM beside the domain.
            var isRepeated = at > slash + 1 && at < account.Length - 1 && AreSame(account, 0, end, account, at + 1, LabelEnd(account, at + 1, account.Length));
            return (true, slash + 1, isRepeated ? at : account.Length, 0, end);
        }
        return at > 0 && at < account.Length - 1 ? (true, 0, at, at + 1, LabelEnd(account, at + 1, account.Length)) : (false, 0, account.Length, 0, 0);
    }

    // Finds the end of a DNS name's first label; an IP address, such as 10.0.5.9, counts as one label.
    private static int LabelEnd(string account, int start, int end)
    {
        var dot = account.IndexOf('.', start, end - start);
        if (dot <= start)
            return end;
        for (var i = start; i < dot; i++)
        {
            if (account[i] is < '0' or > '9')
                return dot;
        }
        return end;
    }
}
