namespace AwsLoginAudit.Tests.Core;

/// <summary>Pasted markup that hides the true status in a comment and gives another one.</summary>
public sealed class HiddenStatusTests
{
    private const string FalseStatus = "<Data Name='Status'>0x0</Data><!--";

    [Theory]
    [InlineData(4768, "<Keywords>0x8020000000000000</Keywords>", AuditOutcome.Unknown)]
    [InlineData(4776, "<Keywords>0x8020000000000000</Keywords>", AuditOutcome.Unknown)]
    [InlineData(4776, "<Data Name='Keywords'>1</Data><Data Name='Keywords'>2</Data>", AuditOutcome.Failure)]
    public void A_failure_whose_true_status_is_hidden_is_still_counted(int id, string keywords, AuditOutcome outcome)
    {
        var hostile = new SecurityEvent(DateTimeOffset.UnixEpoch, "WIN-1", 1, id)
        {
            Account = $"a</Data>{keywords}{FalseStatus}",
            MoreData = "-->",
        };
        var reader = new FailureReader(LoginAuditRead.Open);

        var failure = reader.Read(new LogEvent("i-1", DateTimeOffset.UnixEpoch, hostile.Bare));

        Assert.Equal(0, reader.Totals.Successes);
        Assert.NotNull(failure);
        Assert.Equal(("i-1", true, outcome), (failure.InstanceId, failure.Suspicious, failure.Outcome));
    }
}
