using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Mail;

/// <summary>SES: identities, quotas, and sending: what it takes goes no further than <see cref="Outbox"/>.</summary>
public sealed class MailService
{
    private static readonly string[] Statuses = ["Pending", "Success", "Failed", "TemporaryFailure", "NotStarted"];

    private readonly ServerContext context;
    private readonly MailIdentities identities;
    private readonly MailSending sending;
    private readonly List<string> verificationMails = [];

    internal MailService(ServerContext context)
    {
        this.context = context;
        identities = new MailIdentities(context);
        sending = new MailSending(context, this, identities);
        Wire = new Service
        {
            SigningName = "ses",
            ActionPrefix = "ses",
            QueryVersion = "2010-12-01",
            XmlNamespace = "http://ses.amazonaws.com/doc/2010-12-01/",
            MapNames = new HashSet<string>(StringComparer.Ordinal) { "VerificationAttributes" },
            ValidationCode = "ValidationError",
            ResourcesOf = sending.ResourcesOf,
            ConditionsOf = MailSending.ConditionsOf,
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["GetIdentityVerificationAttributes"] = (new Shape { { "Identities", Required(List(Text(0), 0, 100)) } }, GetIdentityVerificationAttributes),
                ["VerifyEmailIdentity"] = (new Shape { { "EmailAddress", Required(Text(0)) } }, VerifyEmailIdentity),
                ["GetSendQuota"] = (new Shape(), GetSendQuota),
                ["GetAccountSendingEnabled"] = (new Shape(), GetAccountSendingEnabled),
                ["SendRawEmail"] = (MailSending.SendRawEmail, sending.Send),
            },
        };
    }

    /// <summary>Whether the account is in the sandbox, as new accounts are: 200 mails a day and 1 a second, else 50,000 and 14.</summary>
    public bool IsSandbox { get; set; } = true;

    /// <summary>Whether the account may send at all.</summary>
    public bool SendingEnabled { get; set; } = true;

    /// <summary>Recipients that mails were sent to in the last 24 hours; nothing more is taken once it has reached the day's quota.</summary>
    public int SentInLastDay { get; set; }

    /// <summary>Addresses that were sent a verification mail, one a mail.</summary>
    public IReadOnlyList<string> VerificationMails
    {
        get
        {
            lock (context.Gate)
                return [.. verificationMails];
        }
    }

    /// <summary>Mails that were taken, oldest first.</summary>
    public IReadOnlyList<SentMail> Outbox
    {
        get
        {
            lock (context.Gate)
                return [.. sending.Outbox];
        }
    }

    internal Service Wire { get; }

    /// <summary>
    /// Whether mail has to keep to the rate: after a mail to n recipients nothing is taken for n / rate seconds of this machine's clock, as AWS has it
    /// ("if your send rate is one message per second and you send to five recipients, for the next five seconds SES returns errors"). Without it nobody has to wait.
    /// </summary>
    public bool HasRate { get; set; }

    internal double SendRate => IsSandbox ? 1 : 14;

    internal int DailyQuota => IsSandbox ? 200 : 50_000;

    /// <summary>Makes a configuration set to send with.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public void AddConfigurationSet(string name)
    {
        lock (context.Gate)
            sending.ConfigurationSets.Add(name, value: false);
    }

    /// <summary>Lets nothing more be sent with a configuration set.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public void PauseConfigurationSet(string name)
    {
        lock (context.Gate)
        {
            if (!sending.ConfigurationSets.ContainsKey(name))
                throw new KeyNotFoundException($"There is no configuration set {name}.");
            sending.ConfigurationSets[name] = true;
        }
    }

    /// <summary>Has an identity verified, whether its verification was asked for or not.</summary>
    /// <param name="identity">An address or a domain.</param>
    public void Verify(string identity) => SetStatus(identity, "Success");

    /// <summary>Sets how far the verification of an identity is.</summary>
    /// <param name="identity">An address or a domain.</param>
    /// <param name="status">Pending, Success, Failed, TemporaryFailure or NotStarted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is none of these.</exception>
    public void SetStatus(string identity, string status)
    {
        if (!Statuses.Contains(status, StringComparer.Ordinal))
            throw new ArgumentOutOfRangeException(nameof(status), status, string.Join(", ", Statuses));
        lock (context.Gate)
            identities[identity] = status;
    }

    private void GetIdentityVerificationAttributes(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        response.WriteStartObject("VerificationAttributes");
        foreach (var identity in request.Texts("Identities")!.Distinct(StringComparer.Ordinal))
        {
            if (identities[identity] is not { } status)
                continue;
            response.WriteStartObject(identity);
            response.WriteString("VerificationStatus", status);
            if (!identity.Contains('@', StringComparison.Ordinal))
                response.WriteString("VerificationToken", "QTKknzFg2J4ygwa+XvHAxUl1hyHoY0gVfZdfjIedHZ0=");
            response.WriteEndObject();
        }
        response.WriteEndObject();
        response.WriteEndObject();
    }

    /// <summary>An address that is verified stays so, and gets a mail all the same.</summary>
    private void VerifyEmailIdentity(JsonElement request, Utf8JsonWriter response)
    {
        var address = request.Demand("EmailAddress");
        if (address.Split('@') is not [{ Length: > 0 }, { Length: > 0 }] || address.Any(char.IsWhiteSpace))
            throw new AwsException("InvalidParameterValue", $"Invalid email address<{address}>.");
        verificationMails.Add(address);
        if (identities[address] != "Success")
            identities[address] = "Pending";
        response.WriteStartObject();
        response.WriteEndObject();
    }

    private void GetSendQuota(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        response.WriteNumber("Max24HourSend", DailyQuota + 0.0m);
        response.WriteNumber("MaxSendRate", (decimal)SendRate + 0.0m);
        response.WriteNumber("SentLast24Hours", SentInLastDay + 0.0m);
        response.WriteEndObject();
    }

    private void GetAccountSendingEnabled(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        response.WriteBoolean("Enabled", SendingEnabled);
        response.WriteEndObject();
    }
}
