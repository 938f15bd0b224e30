using System.Collections;
using LocalAws;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>How much goes wrong while one window is read.</summary>
internal enum Dose
{
    /// <summary>As on a bad day of AWS: all of it passes.</summary>
    Moderate,
    /// <summary>Up to half of the requests are throttled, and as much of everything else as leaves anything.</summary>
    Heavy,
    /// <summary>At some point nothing more comes, for good.</summary>
    Final,
}

/// <summary>One window of a recording, read by the real cmdlets while things go wrong, all drawn by a seed.</summary>
internal sealed class ReadTrial
{
    private static readonly string[] Actions = ["", "-ErrorAction Continue", "-ErrorAction SilentlyContinue"];

    // As an operator finds them in the documents.
    private static readonly string[] Errors = ["CredentialsRejected", "EndpointUnreachable", "LogGroupNotFound", "ServiceError", "Throttled"];

    private readonly Random random;
    private readonly StormRecording recording;
    private readonly Dose dose;

    public ReadTrial(int seed, Dose dose)
    {
        (random, recording, this.dose) = (new Random(seed), new StormRecording(seed), dose);
        Faults = Draw(seed);
    }

    private FaultPlan Faults { get; }

    /// <summary>Reads, and holds what comes out against what was recorded.</summary>
    /// <returns>True where it was exact, false where it ended with an error.</returns>
    public async Task<bool> RunAsync()
    {
        await using var server = await LocalAwsServer.StartAsync();
        recording.Load(server);
        server.Faults = Faults;
        current = server;
        using var engine = new Engine(server);
        engine.Set("groups", recording.LogGroups.ToArray());
        engine.Set("start", recording.Start);
        engine.Set("end", recording.End);
        engine.Set("aws", new Hashtable { ["EndpointUrl"] = server.Endpoint.AbsoluteUri, ["Region"] = "us-east-1" });
        engine.Set("StoredAWSCredentials", new RenewedCredentials(usesPerToken: 4));

        var action = Actions[random.Next(Actions.Length)];
        var read = $"$groups -StartTime $start -EndTime $end -ThrottleLimit 1000 {action} @aws";
        var outcome = engine.Run(random.Next(3) switch
        {
            0 => $"Get-LoginAuditFailure {read}",
            1 => $"Get-LoginAuditFailure {read} | Measure-LoginAuditFailure -Threshold 5 -All",
            _ => $"Measure-LoginAuditFailure {read} -Threshold 5 -All",
        } + "; $Error");
        return Assess(outcome, action);
    }

    private LocalAwsServer? current;

    private bool Assess(Outcome outcome, string action)
    {
        var objects = outcome.Output.Select(item => item.BaseObject).ToList();
        var told = outcome.Errors.Concat(objects.OfType<System.Management.Automation.ErrorRecord>()).FirstOrDefault();
        var counts = objects.OfType<LoginAuditCount>().Select(count => (count.Name, count.FailureCount, count.Incomplete))
            .Concat(objects.OfType<LoginAuditFailure>().GroupBy(failure => failure.InstanceId).Select(group => (group.Key, (long)group.Count(), group.Any(failure => failure.Incomplete))))
            .Where(count => count.Item1 != "i-late").ToList();
        if (told is null)
        {
            Assert.Equal(recording.Expected.Select(pair => (pair.Key, pair.Value, false)).Order(), counts.Order());
            return true;
        }

        Assert.Contains(told.FullyQualifiedErrorId.Split(',')[0], Errors);
        Assert.Matches(@" (Nothing had been read before that\.|Read before that: [0-9,]+ failed logins?, up to .* UTC; there may be more\.)", told.Exception.Message);
        Assert.All(counts, count => Assert.True(count.Item3 && count.Item2 <= recording.Expected[count.Item1], $"{count} of {recording.Expected[count.Item1]}"));
        if (action.Length == 0)
            Assert.DoesNotContain(objects, item => item is LoginAuditCount);
        Assert.True(dose != Dose.Moderate, $"It ended with {told.FullyQualifiedErrorId}: {told.Exception.Message}");
        return false;
    }

    private FaultPlan Draw(int seed)
    {
        var (throttle, other) = dose == Dose.Heavy ? (50.0, 8.0) : (15.0, 3.0);
        double Percent(double most) => random.NextDouble() * most;
        var (ends, late, deleted) = (random.Next(1, 4), random.Next(1, 6), dose == Dose.Final && random.Next(2) == 0);
        return new FaultPlan
        {
            Seed = seed,
            ThrottlePercent = Percent(throttle),
            ServerErrorPercent = Percent(other),
            ResetPercent = Percent(other),
            CutOffPercent = Percent(other),
            StallPercent = Percent(other / 2),
            TricklePercent = Percent(other / 2),
            EmptyPageEvery = random.Next(2) * random.Next(2, 6),
            ClockSkew = TimeSpan.FromMinutes(random.Next(3) switch { 0 => 0, 1 => 7, _ => -185 }),
            ClockSkewAfter = random.Next(5),
            SessionTokensExpireAfter = 8,
            CredentialsExpireAfter = dose == Dose.Final && !deleted ? ends : null,
            Hold = (number, _) =>
            {
                // Nothing arrives in a group that is gone.
                if (number == late && !deleted)
                    recording.LoadLate(current!);
                if (deleted && number == ends)
                    current!.Logs.Delete(recording.LogGroups[^1]);
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>As AWS Tools keep credentials that they renew: each time they are asked for they may be others.</summary>
    private sealed class RenewedCredentials(int usesPerToken)
    {
        private int uses;

        public Keys GetCredentials() => new($"token-{Interlocked.Increment(ref uses) / usesPerToken}");

        internal sealed record Keys(string Token)
        {
            public string AccessKey => "ASIAEXAMPLE";

            public string SecretKey => "secret";
        }
    }
}
