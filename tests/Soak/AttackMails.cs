using LocalAws.Mail;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>The mails about the scene's attack: 46 failures on one machine, and nothing of the other.</summary>
internal static class AttackMails
{
    /// <summary>There is one or more, none with wrong numbers, and all but one say that they may be repeated.</summary>
    /// <remarks>If DynamoDB fails in the first pass, before the mail and after it, the first mail is the one that says so, and the next pass cannot know of it.</remarks>
    public static void AssertRight(IReadOnlyList<SentMail> mails)
    {
        Assert.NotEmpty(mails);
        foreach (var mail in mails)
            AssertRight(mail);
        Assert.InRange(mails.Count(mail => !mail.Message.Subject!.StartsWith("Repeated: ", StringComparison.Ordinal)), 0, 1);
    }

    private static void AssertRight(SentMail mail)
    {
        Assert.Contains(" failed logins as ", mail.Message.Subject, StringComparison.Ordinal);
        Assert.Contains("The report covers 46 failed logins.", mail.Message.TextBody!.Unwrapped(), StringComparison.Ordinal);
        Assert.Contains(AttackScene.Guessed, mail.Message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(AttackScene.Spared, mail.Message.TextBody, StringComparison.Ordinal);
        var failures = mail.Rows().Skip(1).ToList();
        Assert.Equal((46, 46), (failures.Count, failures.Distinct(StringComparer.Ordinal).Count()));
        Assert.All(failures, failure => Assert.Contains(AttackScene.Guessed, failure, StringComparison.Ordinal));
    }
}
