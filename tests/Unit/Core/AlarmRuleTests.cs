using static AwsLoginAudit.Tests.EventText;

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

    [Fact]
    public void Events_that_arrived_after_the_alarm_was_evaluated_count_in_their_period()
    {
        var period = TimeSpan.FromMinutes(5);
        var window = new LoginAuditWindow
        {
            AlarmName = "a",
            Start = Noon,
            End = Noon + (3 * period),
            StateChangeTime = Noon + (3 * period),
            Rule = new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, period, 3, 2, MissingDataTreatment.NotBreaching),
            Datapoints = [new(Noon, null, null) { Events = 0 }, new(Noon + period, 60, 60) { Events = 60 }, new(Noon + (2 * period), 60, 60) { Events = 60 }],
        };
        var (reader, counter) = (new FailureReader(new LoginAuditRead(window)), new FailureCounter());
        Add("i-late", 0, 50);
        Add("i-late", 5, 50);
        Add("i-other", 5, 10);
        Add("i-other", 10, 60);
        reader.Complete();
        Assert.Equal(["i-late", "i-other"], counter.Results().Where(count => count.OverThreshold).Select(count => count.InstanceId).Order());

        void Add(string instance, int minute, int failures)
        {
            for (var number = 0; number < failures; number++)
            {
                var record = ((minute * 1000) + number + instance.Length).ToString(System.Globalization.CultureInfo.InvariantCulture);
                counter.Add(reader.Read(new LogEvent(instance, Noon.AddMinutes(minute).AddSeconds(number), Logon().Replace("4711", record, StringComparison.Ordinal)))!);
            }
        }
    }

    private static void AssertAlarm(int datapoints, string periods, string alarm)
    {
        var counts = periods.Select(period => period switch { 'X' => 6, '0' => 5, _ => default(long?) }).ToList();
        var met = Enum.GetValues<MissingDataTreatment>()
            .Where(treatment => new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, TimeSpan.FromMinutes(5), 3, datapoints, treatment).IsMet(counts));
        Assert.Equal(alarm, string.Join(' ', met));
    }
}
