using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;
using MimeKit;

namespace LocalAws.Mail;

/// <summary>The mail of a SendRawEmail, as far as SES looks into it before it asks who sends it to whom.</summary>
internal sealed class RawMail
{
    private const int LongestMail = 10 * 1024 * 1024;
    private const int LongestLine = 998;
    private const int MostRecipients = 50;

    private static readonly HashSet<string> OnlyOnce = new(
        ["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Return-Path", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"],
        StringComparer.OrdinalIgnoreCase);

    private readonly HeaderList headers;

    private RawMail(byte[] raw, JsonElement request)
    {
        Raw = raw;
        headers = ReadHeaders(raw);
        From = Addresses("From") is [var from, ..] ? from : throw MailAddresses.Refused("Missing required header 'From'.");
        Source = request.Text("Source") is { } source ? MailAddresses.ReadOne(source) : From;
        Senders = [.. new[] { Source }.Concat(Addresses("From")).Concat(Addresses("Sender")).Concat(Addresses("Return-Path")).Distinct(StringComparer.Ordinal)];
        Recipients = request.Texts("Destinations") is { Count: > 0 } destinations
            ? [.. destinations.Select(MailAddresses.ReadOne)]
            : [.. Addresses("To").Concat(Addresses("Cc")).Concat(Addresses("Bcc"))];
        ConfigurationSetName = request.Text("ConfigurationSetName") ?? headers["X-SES-CONFIGURATION-SET"];
        if (Recipients.Count == 0)
            throw MailAddresses.Refused("There are no recipients.");
        if (Recipients.Count > MostRecipients)
            throw MailAddresses.Refused($"Recipient count exceeds {MostRecipients}.");
    }

    public byte[] Raw { get; }

    /// <summary>The address that readers see.</summary>
    public string From { get; }

    /// <summary>The address that it bounces to.</summary>
    public string Source { get; }

    /// <summary>All addresses that it claims to come from.</summary>
    public IReadOnlyList<string> Senders { get; }

    public IReadOnlyList<string> Recipients { get; }

    public string? ConfigurationSetName { get; }

    public static RawMail Read(JsonElement request)
    {
        if (!request.GetProperty("RawMessage").GetProperty("Data").TryGetBytesFromBase64(out var raw))
            throw new AwsException("MalformedInput", "RawMessage.Data is not base64.");
        if (raw.Length > LongestMail)
            throw MailAddresses.Refused($"Message length is more than {LongestMail} bytes long: '{raw.Length}'.");
        CheckLines(raw);
        return new RawMail(raw, request);
    }

    private static void CheckLines(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if ((end < 0 ? rest.Length : end) > LongestLine)
                throw MailAddresses.Refused($"A line is longer than {LongestLine} characters.");
            if (end < 0)
                return;
            if (!rest[end..].StartsWith("\r\n"u8))
                throw MailAddresses.Refused("A line does not end with CR LF.");
            rest = rest[(end + 2)..];
        }
    }

    private static HeaderList ReadHeaders(byte[] raw)
    {
        HeaderList found;
        try
        {
            using var stream = new MemoryStream(raw);
            found = HeaderList.Load(stream);
        }
        catch (FormatException)
        {
            throw MailAddresses.Refused("The headers cannot be read.");
        }
        var twice = found.GroupBy(h => h.Field, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => OnlyOnce.Contains(g.Key) && g.Skip(1).Any());
        if (twice is not null)
            throw MailAddresses.Refused($"Duplicate header '{twice.Key}'.");
        if (found.FirstOrDefault(h => h.Field.StartsWith("X-SES-", StringComparison.OrdinalIgnoreCase) && !h.Field.Equals("X-SES-CONFIGURATION-SET", StringComparison.OrdinalIgnoreCase)) is { } unknown)
            throw AwsException.NotSupported($"The header {unknown.Field}");
        return found;
    }

    private IReadOnlyList<string> Addresses(string header) =>
        headers.FirstOrDefault(h => h.Field.Equals(header, StringComparison.OrdinalIgnoreCase)) is { } found ? MailAddresses.Read(found.RawValue) : [];
}
