using System.Diagnostics;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Identity;
using LocalAws.Validation;
using MimeKit;
using static LocalAws.Validation.Rule;

namespace LocalAws.Mail;

/// <summary>SendRawEmail: who may send what to whom.</summary>
internal sealed class MailSending(ServerContext context, MailService service, MailIdentities identities)
{
    /// <summary>Attachments that SES takes for programs, and MIME parts of that name with them.</summary>
    private static readonly HashSet<string> UnsafeExtensions = new(
        """
        ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk mad maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt
        mdw mdz msc msh msh1 msh2 mshxml msh1xml msh2xml msi msp mst ops pcd pif plg prf prg ps1 ps1xml ps2 ps2xml psc1 psc2 reg scf scr sct shb shs sys tmp url vb vbe vbs vps vsmacros
        vss vst vsw vxd ws wsc wsf wsh xnk
        """.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    public static readonly Shape SendRawEmail = new()
    {
        { "Source", Text(0) },
        { "Destinations", List(Text(0), 0, int.MaxValue) },
        { "RawMessage", Required(new Shape { { "Data", Required(Text(0)) } }) },
        { "FromArn", Unsupported() },
        { "SourceArn", Unsupported() },
        { "ReturnPathArn", Unsupported() },
        { "Tags", List(new Shape { { "Name", Required(Text(1, 256, "[A-Za-z0-9_-]+")) }, { "Value", Required(Text(1, 256, "[A-Za-z0-9_-]+")) } }, 0, int.MaxValue) },
        { "ConfigurationSetName", Text(0) },
    };

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan silentUntil;

    public List<SentMail> Outbox { get; } = [];

    /// <summary>The configuration sets, and whether each is paused.</summary>
    public Dictionary<string, bool> ConfigurationSets { get; } = new(StringComparer.Ordinal);

    /// <summary>In the sandbox recipients are identities too.</summary>
    public IReadOnlyList<string> ResourcesOf(string operation, JsonElement request)
    {
        if (operation != "SendRawEmail")
            return ["*"];
        var mail = RawMail.Read(request);
        IEnumerable<string> addresses = service.IsSandbox ? [mail.From, .. mail.Recipients] : [mail.From];
        var resources = addresses.Select(identities.ArnFor).Distinct(StringComparer.Ordinal);
        return mail.ConfigurationSetName is { } set
            ? [.. resources, $"arn:aws:ses:{context.Options.Region}:{context.Options.AccountId}:configuration-set/{set}"]
            : [.. resources];
    }

    public static ConditionValues ConditionsOf(string operation, JsonElement request)
    {
        if (operation != "SendRawEmail")
            return [];
        var mail = RawMail.Read(request);
        return new ConditionValues { ["ses:FromAddress"] = [mail.From], ["ses:Recipients"] = mail.Recipients };
    }

    public void Send(JsonElement request, Utf8JsonWriter response)
    {
        var mail = RawMail.Read(request);
        DemandSending(mail.ConfigurationSetName);
        DemandVerified(mail);
        if (service.SentInLastDay >= service.DailyQuota)
            throw new AwsException("Throttling", "Daily message quota exceeded.");
        if (service.HasRate && clock.Elapsed < silentUntil)
            throw new AwsException("Throttling", "Maximum sending rate exceeded.");
        var id = $"0100{context.NowMilliseconds:x12}-{Guid.NewGuid()}-000000";
        var sent = new SentMail(id, mail.Source, mail.Recipients, mail.Raw, context.Now, mail.ConfigurationSetName);
        DemandSafe(sent.Message);

        Outbox.Add(sent);
        service.SentInLastDay += mail.Recipients.Count;
        silentUntil = clock.Elapsed + TimeSpan.FromSeconds(mail.Recipients.Count / service.SendRate);
        response.WriteStartObject();
        response.WriteString("MessageId", id);
        response.WriteEndObject();
    }

    private void DemandSending(string? set)
    {
        if (!service.SendingEnabled)
            throw new AwsException("AccountSendingPausedException", "Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.");
        if (set is null)
            return;
        if (!ConfigurationSets.TryGetValue(set, out var isPaused))
            throw new AwsException("ConfigurationSetDoesNotExist", $"Configuration set <{set}> does not exist.");
        if (isPaused)
            throw new AwsException("ConfigurationSetSendingPausedException", $"Sending paused for configuration set <{set}>.");
    }

    private void DemandVerified(RawMail mail)
    {
        var asked = service.IsSandbox ? mail.Senders.Concat(mail.Recipients) : mail.Senders;
        var failed = asked.Where(a => identities.VerifiedFor(a) is null).Distinct(StringComparer.Ordinal).ToList();
        if (failed.Count > 0)
            throw new AwsException("MessageRejected", $"Email address is not verified. The following identities failed the check in region {context.Options.Region.ToUpperInvariant()}: {string.Join(", ", failed)}");
    }

    private static void DemandSafe(MimeMessage message)
    {
        if (message.BodyParts.OfType<MimePart>().Select(p => p.FileName).FirstOrDefault(name => name is not null && UnsafeExtensions.Contains(Path.GetExtension(name).TrimStart('.'))) is { } illegal)
            throw MailAddresses.Refused($"Illegal filename '{illegal}'.");
    }
}
