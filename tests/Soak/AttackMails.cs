using LocalAws.Mail;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>The mails about the scene's attack: 46 failures on one machine, and nothing of the other.</summary>
internal static class AttackMails
{
    /// <summary>There is one or more, none with wrong numbers, and all after the first say that they are repeated.</summary>
    public static void AssertRight(IReadOnlyList<SentMail> mails)
    {
        Assert.NotEmpty(mails);
        foreach (var mail in mails)
            AssertRight(mail);
        Assert.All(mails.Skip(1).Select(mail => mail.Message.Subject), subject => Assert.StartsWith("Repeated: ", subject, StringComparison.Ordinal));
    }

    private static void AssertRight(SentMail mail)
    {
        Assert.Contains("1 instance with ", mail.Message.Subject, StringComparison.Ordinal);
        Assert.Contains("The report covers 46 failed logins.", mail.Message.TextBody, StringComparison.Ordinal);
        Assert.Contains(AttackScene.Guessed, mail.Message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(AttackScene.Spared, mail.Message.TextBody, StringComparison.Ordinal);
        var failures = mail.Rows().Skip(1).ToList();
        Assert.Equal((46, 46), (failures.Count, failures.Distinct(StringComparer.Ordinal).Count()));
        Assert.All(failures, failure => Assert.Contains(AttackScene.Guessed, failure, StringComparison.Ordinal));
    }
}
