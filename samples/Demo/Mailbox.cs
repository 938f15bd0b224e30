using System.Text.RegularExpressions;
using LocalAws;
using LocalAws.Mail;

namespace AwsLoginAudit.Demo;

/// <summary>Saves the mails that SES accepted as files that a person can open.</summary>
/// <param name="server">The server that runs SES.</param>
internal sealed partial class Mailbox(LocalAwsServer server)
{
    public const string Sender = "audit@corp.example";
    public const string ByQueue = "soc@corp.example";
    public const string ByFunction = "oncall@corp.example";

    private readonly Lazy<string> folder = new(() => Directory.CreateTempSubdirectory("AwsLoginAudit-demo-").FullName);

    /// <summary>The folder of the files. The name of the folder cannot be guessed, and on Unix no other user can open the folder.</summary>
    public string Folder => folder.Value;

    /// <summary>Verifies the sender and the recipients in SES.</summary>
    public void Open()
    {
        foreach (var address in new[] { Sender, ByQueue, ByFunction })
            server.Mail.Verify(address);
    }

    /// <summary>Saves both mails after the function has ended, and writes their paths and whether their contents match.</summary>
    /// <param name="output">Receives the messages.</param>
    /// <returns>True if the queue and the function each sent one mail, with the same instances and counts.</returns>
    public async Task<bool> DeliverAsync(TextWriter output)
    {
        await server.Functions.SettledAsync();
        var mails = server.Mail.Outbox;
        var (byQueue, byFunction) = (Save(mails, ByQueue, "queue", output), Save(mails, ByFunction, "lambda", output));
        var same = byQueue is not null && byQueue == byFunction;
        output.WriteLine(same ? "Both mails list the same instances with the same counts." : "The mails differ, or a mail is missing.");
        return same;
    }

    // Lines that differ between the mails: the time of the report, and the command that shows the same events.
    private static readonly string[] Own = ["Report created:", "Get-LoginAuditFailure ", "aws logs "];

    // The mails are sent seconds apart, and each says until when it looked for logins.
    [GeneratedRegex(@"\bto \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex End();

    // Returns the text of the mail without the lines that may differ.
    private string? Save(IReadOnlyList<SentMail> mails, string recipient, string name, TextWriter output)
    {
        if (mails.Where(mail => mail.Recipients.Contains(recipient)).ToList() is not [var mail])
            return null;
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path + ".eml", mail.Raw);
        File.WriteAllText(path + ".html", mail.Message.HtmlBody);
        output.WriteLine($"Mail by {name}: {path}.html");
        output.WriteLine($"  {mail.Message.Subject}");
        output.WriteLine($"  For a mail program: {path}.eml");
        return End().Replace(string.Join('\n', mail.Message.TextBody!.Split('\n').Where(line => !Own.Any(own => line.StartsWith(own, StringComparison.Ordinal)))), "");
    }
}
