using LocalAws.Http;

namespace LocalAws.Mail;

/// <summary>Addresses and domains, and how far their verification is.</summary>
internal sealed class MailIdentities(ServerContext context)
{
    private readonly Dictionary<string, string> statuses = new(StringComparer.Ordinal);

    public string? this[string identity]
    {
        get => statuses.GetValueOrDefault(Key(identity));
        set => statuses[Key(identity)] = value!;
    }

    /// <summary>What an address may send by: itself, else its domain, else the next domain above it; null where none is verified.</summary>
    public string? VerifiedFor(string address)
    {
        if (IsVerified(address))
            return address;
        for (var domain = MailAddresses.DomainOf(address); domain.Length > 0; domain = domain.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? domain[(dot + 1)..] : "")
        {
            if (IsVerified(domain))
                return Key(domain);
        }
        return null;
    }

    public string ArnFor(string address) => $"arn:aws:ses:{context.Options.Region}:{context.Options.AccountId}:identity/{VerifiedFor(address) ?? address}";

    private bool IsVerified(string identity) => this[identity] == "Success";

    /// <summary>Addresses are told apart by case, domains are not.</summary>
    private static string Key(string identity) => identity.Contains('@', StringComparison.Ordinal) ? identity : identity.ToLowerInvariant();
}
