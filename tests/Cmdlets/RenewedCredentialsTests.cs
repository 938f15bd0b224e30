using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Credentials that end while a read goes on, from a provider that has others by then.</summary>
public sealed class RenewedCredentialsTests
{
    private const int Events = 3_000;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // Of a provider that does not say when they end the SDK would never ask for others.
    [Theory]
    [InlineData("")]
    [InlineData(",\"Expiration\":\"2099-01-01T00:00:00Z\"")]
    public async Task Credentials_that_end_sooner_than_they_said_are_asked_for_anew_and_the_count_is_exact(string expiration)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The provider is a shell script.");
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, new GeneratedFailures { Count = Events, Streams = 3, Start = Start });
        account.Server.Faults = new FaultPlan { SessionTokensExpireAfter = 8 };
        using var folder = new TemporaryFolder();
        var provider = folder.Write("provider.sh", $$"""echo "{\"Version\":1,\"AccessKeyId\":\"ASIA$$\",\"SecretAccessKey\":\"secret\",\"SessionToken\":\"token-$$\"{{expiration.Replace("\"", "\\\"", StringComparison.Ordinal)}}}" """);
        var (output, errors) = await HostProcess.RunAsync(
            $"Import-Module '{Built.Manifest}'; Measure-LoginAuditFailure {Account.LogGroup} -StartTime {Start:O} -EndTime {Start.AddMinutes(5):O} -ThrottleLimit 1000"
            + $" -ProfileName renewed -Region us-east-1 -EndpointUrl {account.Server.Endpoint} | ForEach-Object {{ $_.FailureCount }}",
            ("AWS_CONFIG_FILE", folder.Write("config", $"[profile renewed]\ncredential_process = sh {provider}\n")));
        Assert.Equal("", errors);
        Assert.Equal(["1000", "1000", "1000"], output);
        Assert.InRange(account.Server.Requests.All.Select(request => request.AccessKeyId).Distinct().Count(), 2, 4);
        Assert.Contains(account.Server.Requests.All, request => request.Error == "ExpiredTokenException");
    }
}
