namespace AwsLoginAudit.Tests.Core;

/// <summary>Remedies as readers of a report, of a log and of a mail see them.</summary>
public sealed class RemedyTextTests
{
    public static TheoryData<RemedyAction> Commands => [.. Enum.GetValues<RemedyAction>().Where(action => !new LoginAuditRemedy(action).IsChange)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_is_a_sentence_in_plain_words(RemedyAction action) =>
        Assert.Matches("^[A-Z][a-z]+ [A-Za-z ]+\\.$", RemedyText.Plain.Of([new LoginAuditRemedy(action).With("AlarmName", "a")]));

    [Fact]
    public void Alternatives_are_one_sentence() => Assert.Equal(
        "Choose another alarm name, or check the log group name and Region, or use the engine Direct, or create the alarm again.",
        RemedyText.Plain.Of(
        [
            LoginAuditRemedy.Change(RemedySetting.AlarmName), LoginAuditRemedy.Check(RemedySetting.LogGroupName, RemedySetting.Region),
            LoginAuditRemedy.Use(RemedySetting.Engine, "Direct"), new LoginAuditRemedy(RemedyAction.CreateAlarm),
        ]));

    [Theory]
    [InlineData(RemedySetting.Force, "Use the option Force to change the existing resource.")]
    [InlineData(RemedySetting.EndpointUrl, "Use the endpoint URL.")]
    [InlineData(RemedySetting.StartTime, "Use the start time.")]
    public void A_setting_is_named_in_words(RemedySetting setting, string expected) => Assert.Equal(expected, RemedyText.Plain.Of([LoginAuditRemedy.Use(setting)]));

    [Fact]
    public void An_error_keeps_its_remedies_with_another_message()
    {
        var error = new LoginAuditException(LoginAuditError.AlarmNotFound, "There is no alarm x.", "x", remedies: [LoginAuditRemedy.Check(RemedySetting.AlarmName)]);
        Assert.Equal("There is no alarm x. Check the alarm name.", error.Explanation);
        Assert.Equal("Nothing was read. Check the alarm name.", error.WithMessage("Nothing was read.").Explanation);
        Assert.Equal("Nothing.", new LoginAuditException(LoginAuditError.NothingRead, "Nothing.").Explanation);
    }
}
