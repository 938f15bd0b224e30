using System.Diagnostics;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Answers whose bodies come slowly, or not to their end.</summary>
public sealed class SlowBodyTests
{
    private const int Events = 2_000;
    private const string Read = "Get-LoginAuditFailure $group -StartTime $start -EndTime $end @aws";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Silence = Patience.Shorten();

    [Theory]
    [InlineData(30, 0)]
    [InlineData(0, 30)]
    public async Task A_body_that_falls_silent_or_hardly_comes_is_given_up_and_asked_for_again(int stalled, int trickling)
    {
        await using var account = await LoadedAsync();
        account.Server.Faults = new FaultPlan { Seed = 5, StallPercent = stalled, TricklePercent = trickling };
        using var engine = Over(account);
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal(Events, engine.Run(Read).Objects<LoginAuditFailure>().Select(failure => failure.RecordId).Distinct().Count());
        Assert.True(Stopwatch.GetElapsedTime(begun) > Silence, "No body fell silent.");
    }

    [Fact]
    public async Task A_slow_body_that_moves_is_read_to_its_end()
    {
        const int BytesPerSecond = 100_000;
        await using var account = await LoadedAsync(100);
        account.Server.Faults = new FaultPlan { TricklePercent = 100, TrickleBytesPerSecond = BytesPerSecond };
        using var engine = Over(account);
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal(100, engine.Run(Read).Objects<LoginAuditFailure>().Count);
        Assert.True(Stopwatch.GetElapsedTime(begun) > 2 * Silence, "The body was not slow.");
    }

    [Theory]
    [InlineData(Editions.Core)]
    [InlineData(Editions.Desktop)]
    public async Task Either_edition_gives_up_a_body_that_falls_silent(string edition)
    {
        await using var account = await LoadedAsync();
        account.Server.Faults = FirstStalls();
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n',
            Editions.Import(edition),
            $"$aws = @{{ EndpointUrl = '{account.Server.Endpoint}'; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' }}",
            // Not at all, but it loads what it reads with.
            "try { Get-LoginAuditFailure none -StartTime 2026-03-02 -EndTime 2026-03-01 @aws } catch { }",
            "$reader = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'AwsLoginAudit.Aws' }",
            "$reader.GetType('AwsLoginAudit.Aws.MovingStream').GetProperty('Silence', [Reflection.BindingFlags]'Static, NonPublic').SetValue($null, [TimeSpan]::FromSeconds(1))",
            "$reader.Location; $sum = 0",
            $"Measure-LoginAuditFailure {Account.LogGroup} -StartTime {Start:O} -EndTime {Start.AddMinutes(5):O} @aws | ForEach-Object {{ $sum += $_.FailureCount }}; $sum"));
        Assert.Equal("", errors);
        Assert.Equal([Path.Combine(Editions.Folder(edition), "AwsLoginAudit.Aws.dll"), $"{Events}"], output);
    }

    [Theory]
    [InlineData("Get-LoginAuditAlarm")]
    [InlineData("Get-LoginAuditAgent")]
    public async Task Answers_without_events_that_fall_silent_are_given_up_too(string command)
    {
        await using var account = await Account.OpenAsync();
        account.Server.Faults = FirstStalls();
        using var engine = new Engine(account.Server);
        var begun = Stopwatch.GetTimestamp();
        // An account without machines is an error of its own, after every answer has been read.
        Assert.All(engine.Run($"{command} @aws").Errors, error => Assert.StartsWith(nameof(LoginAuditError.NoInstanceFound), error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.True(Stopwatch.GetElapsedTime(begun) > Silence, "No body fell silent.");
    }

    // Of its requests the first meets it, and the next ten do not.
    private static FaultPlan FirstStalls() => new() { Seed = 76, StallPercent = 10 };

    private static Task<Account> LoadedAsync(int events = Events) => Account.LoadedAsync(new GeneratedFailures { Count = events, Streams = 7, Start = Start });

    private static Engine Over(Account account) => Engine.Over(account, Start, TimeSpan.FromMinutes(5));
}
