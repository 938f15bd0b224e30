using System.Globalization;
using System.Management.Automation;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What PowerShell would silently convert to another value is read by the module itself: lengths of time, points in time, enumerations.</summary>
public sealed class ArgumentTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly Engine engine = new();

    public static TheoryData<string, string> Durations => new()
    {
        { "30m", "00:30:00" }, { "24h", "1.00:00:00" }, { "7d", "7.00:00:00" }, { "90s", "00:01:30" }, { "1h30m", "01:30:00" }, { "24H", "1.00:00:00" },
        { "2:00", "02:00:00" }, { "0:30", "00:30:00" }, { "1.00:00", "1.00:00:00" }, { "1.00:00:00", "1.00:00:00" }, { "0:0:1.5", "00:00:01.5000000" }, { "36500d", "36500.00:00:00" },
    };

    public static TheoryData<string, string> WrongDurations => new()
    {
        { "24", "no unit" }, { "'24'", "no unit" }, { "24.5", "no unit" }, { "'1e3'", "no unit" }, { "(6 * 4)", "no unit" }, { "([long] 24)", "no unit" }, { "-24", "no unit" },
        { "([timespan] 24)", "less than 1 second" }, { "0:0", "less than 1 second" }, { "0s", "less than 1 second" }, { "([timespan]::FromMilliseconds(999))", "less than 1 second" },
        { "([timespan]::FromHours(-1))", "less than 1 second" }, { "'-1h'", "is negative" }, { "'-1:00'", "is negative" },
        { "24:00", "hours can be 0 to 23" }, { "24:00:00", "hours can be 0 to 23" }, { "'1.5h'", "not a length of time" }, { "'2,5h'", "not a length of time" }, { "1h,2h", "not a length of time" },
        { "tomorrow", "not a length of time" }, { "''", "not a length of time" }, { "$null", "not a length of time" }, { "36501d", "more than 36,500 days" }, { "9999999d", "more than 36,500 days" }, { "999999999d", "not a length of time" },
        { "([timespan]::MaxValue)", "more than 36,500 days" },
    };

    [Fact]
    public void Every_parameter_that_is_a_length_of_time_reads_it_by_itself()
    {
        var parameters = Parameters(typeof(TimeSpan));
        Assert.Equal(
            ["Get-LoginAuditAgent -SilentAfter", "Get-LoginAuditFailure -Last", "Get-LoginAuditFinding -BreakInWindow", "Get-LoginAuditFinding -Last", "Get-LoginAuditLockout -Last", "Get-LoginAuditSuccess -Last", "Install-LoginAuditAgent -Timeout", "Measure-LoginAuditFailure -Last", "New-LoginAuditAlarm -Period", "Uninstall-LoginAuditAgent -Timeout"],
            parameters.Select(parameter => parameter.Name));
        Assert.All(parameters, parameter => Assert.Single(parameter.Metadata.Attributes, attribute => attribute.GetType().Name == "DurationAttribute"));
        Assert.All(parameters, parameter => Assert.Single(parameter.Metadata.Attributes.OfType<ArgumentCompleterAttribute>()));
    }

    [Fact]
    public void Every_parameter_that_is_a_point_in_time_or_an_enumeration_reads_it_by_itself()
    {
        Assert.All(Parameters(typeof(DateTimeOffset)), parameter => Assert.Single(parameter.Metadata.Attributes, attribute => attribute.GetType().Name == "InstantAttribute"));
        Assert.Empty(Parameters(typeof(DateTime)));
        var enumerations = Parameters(typeof(Enum));
        Assert.Equal(["Measure-LoginAuditFailure -By", "Measure-LoginAuditFailure -Engine", "New-LoginAuditAlarm -TreatMissingData"], enumerations.Select(parameter => parameter.Name));
        Assert.All(enumerations, parameter => Assert.Single(parameter.Metadata.Attributes, attribute => attribute.GetType().Name == "OneOfAttribute"));
    }

    [Theory]
    [MemberData(nameof(Durations))]
    public void A_length_of_time_is_read_as_it_is_written_in_every_culture(string written, string expected)
    {
        engine.Set("duration", Transformation("Get-LoginAuditFailure", "Last"));
        var script = $"function f {{ param($d) $duration.Transform($ExecutionContext, $d) }}; f '{written}'; f '{expected}'; f ([timespan] '{expected}')";
        foreach (var culture in new[] { "en-US", "de-DE", "tr-TR", "fa-IR" })
        {
            engine.Set("culture", CultureInfo.GetCultureInfo(culture));
            var spans = engine.Run($"[System.Threading.Thread]::CurrentThread.CurrentCulture = $culture; {script}").Objects<TimeSpan>();
            Assert.Equal([expected, expected, expected], spans.Select(span => span.ToString("c", CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [MemberData(nameof(WrongDurations))]
    public void A_length_of_time_that_says_something_else_is_an_error_with_examples(string written, string says)
    {
        foreach (var command in new[] { "Get-LoginAuditFailure g -Last", "Measure-LoginAuditFailure g -Last", "Get-LoginAuditAgent -SilentAfter", "Uninstall-LoginAuditAgent i-1 -Timeout" })
        {
            var (error, outcome) = engine.Fail($"{command} {written} @aws | New-LoginAuditReport");
            Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
            Assert.Contains("'24h'", error.Exception.Message, StringComparison.Ordinal);
            Assert.Empty(outcome.Output);
        }
    }

    // PowerShell reads 7d as a decimal, 90s as a short and 30m as text.
    [Theory]
    [InlineData("7d", 6, 8)]
    [InlineData("7D", 6, 8)]
    [InlineData("24h", 0.9, 1.1)]
    [InlineData("90m", 0.06, 0.07)]
    [InlineData("5400s", 0.06, 0.07)]
    [InlineData("'7d'", 6, 8)]
    public async Task A_length_of_time_is_read_as_it_was_typed(string written, double inside, double outside)
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", new[] { outside, inside }.Select(days => (Now.AddDays(-days), new SecurityEvent(Now.AddDays(-days), "WIN-1", (long)(days * 1000)).Bare)));
        using var other = new Engine(account.Server);
        Assert.Equal((long)(inside * 1000), Assert.Single(other.Run($"Get-LoginAuditFailure {Account.LogGroup} -Last {written} @aws").Objects<LoginAuditFailure>()).RecordId);
    }

    [Theory]
    [InlineData("24:00", "write '24h'.")]
    [InlineData("24:00:00", "write '24h'.")]
    [InlineData("36:30", "write '36h30m'.")]
    [InlineData("1w", "A week is 7 days: write '7d'.")]
    [InlineData("2W", "A week is 7 days: write '14d'.")]
    public void A_length_of_time_that_is_plain_but_written_otherwise_is_told_as_it_is_written(string written, string says) =>
        Assert.Contains(says, engine.Fail($"Get-LoginAuditFailure g -Last {written} @aws").Error.Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void Lengths_of_time_are_completed() =>
        Assert.Equal(["'24h'", "'2h'"], engine.Run("(TabExpansion2 'Get-LoginAuditFailure g -Last 2' 31).CompletionMatches.CompletionText").Objects<string>().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("'2026-03-01 12:00:00.5+02:00'", "2026-03-01T10:00:00.5Z")]
    [InlineData("([datetime]::SpecifyKind('2026-03-01T12:00:00', 'Utc'))", "2026-03-01T12:00:00Z")]
    [InlineData("([datetimeoffset]::new(2026, 3, 1, 12, 0, 0, [timespan]::FromHours(2)))", "2026-03-01T10:00:00Z")]
    public void A_point_in_time_is_read_as_it_is_written_in_every_culture(string written, string expected)
    {
        engine.Set("instant", Transformation("Get-LoginAuditFailure", "StartTime"));
        foreach (var culture in new[] { "en-US", "de-DE", "fa-IR", "th-TH" })
        {
            engine.Set("culture", CultureInfo.GetCultureInfo(culture));
            var time = engine.Run($"[System.Threading.Thread]::CurrentThread.CurrentCulture = $culture; function f {{ param($d) $instant.Transform($ExecutionContext, $d) }}; f {written}");
            Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Assert.Single(time.Objects<DateTimeOffset>()));
        }
    }

    [Theory]
    [InlineData("2026-03-01", 0)]
    [InlineData("'2026-03-01 12:30'", 750)]
    [InlineData("([datetime]::SpecifyKind('2026-03-01T12:30:00', 'Unspecified'))", 750)]
    [InlineData("([datetime]::SpecifyKind('2026-03-01T12:30:00', 'Local'))", 750)]
    public void A_point_in_time_without_an_offset_is_local_time(string written, int minutes)
    {
        engine.Set("instant", Transformation("Get-LoginAuditFailure", "EndTime"));
        var time = engine.Run($"function f {{ param($d) $instant.Transform($ExecutionContext, $d) }}; f {written}");
        Assert.Equal(new DateTimeOffset(new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Local).AddMinutes(minutes)), Assert.Single(time.Objects<DateTimeOffset>()));
    }

    [Theory]
    [InlineData("03/04/2026")]
    [InlineData("3.4.2026")]
    [InlineData("'03/04/2026 12:00:00'")]
    [InlineData("20260304")]
    [InlineData("7")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("([datetime]::MinValue.AddDays(400), 7)")]
    public void A_point_in_time_that_depends_on_the_culture_is_an_error(string written)
    {
        var (error, _) = engine.Fail($"Get-LoginAuditFailure g -StartTime {written} @aws");
        Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("same time in every culture", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-StartTime $start.AddHours(1)", "WindowInFuture", "in the future")]
    [InlineData("-StartTime $start.AddHours(1) -EndTime $start.AddHours(2)", "WindowInFuture", "in the future")]
    [InlineData("-StartTime $start.AddHours(-1) -EndTime $start.AddHours(-2)", "StartAfterEnd", "not before the end")]
    [InlineData("-StartTime $start.AddHours(-1) -EndTime $start.AddHours(-1).AddMilliseconds(999)", "WindowTooShort", "shorter than 1 second")]
    public void A_window_that_can_hold_nothing_is_an_error(string window, string id, string says)
    {
        engine.Set("start", Now);
        foreach (var command in new[] { "Get-LoginAuditFailure", "Measure-LoginAuditFailure" })
        {
            var (error, outcome) = engine.Fail($"{command} g {window} @aws | New-LoginAuditReport");
            Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
            Assert.Empty(outcome.Output);
        }
    }

    [Theory]
    [InlineData("-By Account, SourceAddress")]
    [InlineData("-By 'Account,SourceAddress'")]
    [InlineData("-By @('Instance', 'Account')")]
    [InlineData("-By ([AwsLoginAudit.LoginAuditGrouping[]] (1, 2))")]
    [InlineData("-By @()")]
    public void Several_values_of_By_are_an_error(string by)
    {
        var (error, outcome) = engine.Fail($"@() | Measure-LoginAuditFailure {by} | New-LoginAuditReport");
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("takes one value", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Contains("takes one value", engine.Fail("Measure-LoginAuditFailure g -Engine Direct, Insights @aws").Error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Account")]
    [InlineData("'Account'")]
    [InlineData("([AwsLoginAudit.LoginAuditGrouping]::Account)")]
    [InlineData("@('Account')")]
    public void One_value_of_By_is_taken(string by) => Assert.Empty(engine.Run($"@() | Measure-LoginAuditFailure -By {by}").Errors);

    public void Dispose() => engine.Dispose();

    private ArgumentTransformationAttribute Transformation(string cmdlet, string parameter) =>
        Assert.Single(Parameters(null).Single(one => one.Name == $"{cmdlet} -{parameter}").Metadata.Attributes.OfType<ArgumentTransformationAttribute>());

    // The parameters of a type, or of Nullable of it; of every type for null.
    private List<(string Name, ParameterMetadata Metadata)> Parameters(Type? type) =>
        [.. engine.Run("Get-Command -Module AwsLoginAudit").Objects<CmdletInfo>()
            .SelectMany(cmdlet => cmdlet.Parameters.Values.Select(parameter => (Name: $"{cmdlet.Name} -{parameter.Name}", Metadata: parameter)))
            .Where(parameter => type is null || IsOf(parameter.Metadata.ParameterType, type) || IsOf(Nullable.GetUnderlyingType(parameter.Metadata.ParameterType), type))
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Metadata.Name))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];

    private static bool IsOf(Type? type, Type wanted) => type is not null && wanted.IsAssignableFrom(type);
}
