namespace AwsLoginAudit.Tests.Core;

/// <summary>The tables of "How alarm state is evaluated when data is missing" in the Amazon CloudWatch User Guide: 0 is within the threshold, X breaches it, - is missing.</summary>
public sealed class AlarmRuleTests
{
    private const string Missing = nameof(MissingDataTreatment.Missing);
    private const string Breaching = nameof(MissingDataTreatment.Breaching);
    private const string All = "Missing Ignore Breaching NotBreaching";

    [Theory]
    [InlineData("0-X-X", "")]
    [InlineData("0----", "")]
    [InlineData("-----", Breaching)]
    [InlineData("0XX-X", All)]
    [InlineData("--X--", $"{Missing} {Breaching}")]
    // From the text below the tables.
    [InlineData("----X", Breaching)]
    [InlineData("---X-", Breaching)]
    [InlineData("---X0", "")]
    [InlineData("--X-0", "")]
    public void Three_of_three_periods_are_evaluated_as_CloudWatch_documents_it(string periods, string alarm) => AssertAlarm(3, periods, alarm);

    [Theory]
    [InlineData("0-X-X", All)]
    [InlineData("00X0X", All)]
    [InlineData("0-X--", Breaching)]
    [InlineData("----0", Breaching)]
    [InlineData("---X-", $"{Missing} {Breaching}")]
    public void Two_of_three_periods_are_evaluated_as_CloudWatch_documents_it(string periods, string alarm) => AssertAlarm(2, periods, alarm);

    private static void AssertAlarm(int datapoints, string periods, string alarm)
    {
        var counts = periods.Select(period => period switch { 'X' => 6, '0' => 5, _ => default(long?) }).ToList();
        var met = Enum.GetValues<MissingDataTreatment>()
            .Where(treatment => new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, TimeSpan.FromMinutes(5), 3, datapoints, treatment).IsMet(counts));
        Assert.Equal(alarm, string.Join(' ', met));
    }
}
