using LocalAws;
using LocalAws.Mail;

namespace AwsLoginAudit.Demo;

/// <summary>The mails that SES took, as files that a person can open.</summary>
/// <param name="server">Where SES runs.</param>
internal sealed class Mailbox(LocalAwsServer server)
{
    public const string Sender = "audit@corp.example";
    public const string ByQueue = "soc@corp.example";
    public const string ByFunction = "oncall@corp.example";

    private readonly Lazy<string> folder = new(() => Directory.CreateTempSubdirectory("AwsLoginAudit-demo-").FullName);

    /// <summary>The folder of the files. Its name cannot be guessed, and on Unix no other user can open it.</summary>
    public string Folder => folder.Value;

    /// <summary>Has SES know sender and recipients.</summary>
    public void Open()
    {
        foreach (var address in new[] { Sender, ByQueue, ByFunction })
            server.Mail.Verify(address);
    }

    /// <summary>Writes both mails once the function has ended, and says where they are and whether they tell the same.</summary>
    /// <returns>Whether there is one mail by each way, with the same instances and counts.</returns>
    public async Task<bool> DeliverAsync(TextWriter output)
    {
        await server.Functions.SettledAsync();
        var mails = server.Mail.Outbox;
        var (byQueue, byFunction) = (Save(mails, ByQueue, "queue", output), Save(mails, ByFunction, "lambda", output));
        var same = byQueue is not null && byQueue == byFunction;
        output.WriteLine(same ? "Both mails name the same instances with the same counts." : "The mails differ, or one is missing.");
        return same;
    }

    // What a mail says, but for the moment at which it was written.
    private string? Save(IReadOnlyList<SentMail> mails, string recipient, string name, TextWriter output)
    {
        if (mails.Where(mail => mail.Recipients.Contains(recipient)).ToList() is not [var mail])
            return null;
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path + ".eml", mail.Raw);
        File.WriteAllText(path + ".html", mail.Message.HtmlBody);
        output.WriteLine($"Mail by {name}: {path}.html");
        output.WriteLine($"    as a mail program opens it: {path}.eml");
        return string.Join('\n', mail.Message.TextBody!.Split('\n').Where(line => !line.StartsWith("Report made:", StringComparison.Ordinal)));
    }
}
