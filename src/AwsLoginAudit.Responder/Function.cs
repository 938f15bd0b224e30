using System.Text.Json;
using AwsLoginAudit.Aws;
using AwsLoginAudit.Responder.Runtime;

namespace AwsLoginAudit.Responder;

/// <summary>The Lambda function, which mails a report for each alarm notification. An event that cannot be handled fails, so that Lambda retries it.</summary>
internal sealed class Function
{
    private static readonly byte[] Nothing = "null"u8.ToArray();

    // Mailing gets a quarter of the remaining time, but no more than it needs with some retries.
    private const int LeastShareOfMail = 4;
    private static readonly TimeSpan LongestMailTime = TimeSpan.FromSeconds(30);

    private readonly ResponseSettings settings;
    private readonly FunctionLog log;

    private Function(ResponseSettings settings, FunctionLog log) => (this.settings, this.log) = (settings, log);

    /// <summary>Creates the function with its configuration.</summary>
    /// <exception cref="LoginAuditException">InvalidConfiguration: an environment variable is missing or wrong.</exception>
    public static Function Start(FunctionLog log)
    {
        try
        {
            return new Function(FunctionSettings.FromEnvironment(Environment.GetEnvironmentVariable), log);
        }
        catch (LoginAuditException failure)
        {
            log.Failure(failure);
            throw;
        }
    }

    /// <summary>Handles an SNS event with all its records, or a follow-up of the schedule: <c>{"followUp":"AlarmName"}</c>.</summary>
    /// <param name="received">The event.</param>
    /// <param name="cancellationToken">Stops the reading; cancelled shortly before the deadline.</param>
    /// <returns>The JSON text null, after every report is sent.</returns>
    /// <exception cref="LoginAuditException">The event is neither of these, a report could not be created or sent, or OutOfTime.</exception>
    public async Task<byte[]> HandleAsync(RuntimeEvent received, CancellationToken cancellationToken)
    {
        try
        {
            using var document = Read(received.Payload);
            // Each event gets new connections, because earlier ones may have been closed while the process was frozen.
            using var session = new AwsSession(new AwsConnection(), log.Call);
            var limited = settings with { ReadingEnd = ReadingEnd(received.Deadline) };
            await HandleAsync(document.RootElement, new AlarmResponse(session, new AlarmReader(session, received.AccountId), limited, log.Say), cancellationToken);
            return Nothing;
        }
        catch (Exception failure)
        {
            var shown = failure is OperationCanceledException && cancellationToken.IsCancellationRequested ? OutOfTime(received, failure) : failure;
            log.Failure(shown);
            if (shown == failure)
                throw;
            throw shown;
        }
    }

    private static DateTimeOffset ReadingEnd(DateTimeOffset deadline)
    {
        var mailTime = TimeSpan.FromTicks((deadline - TimeProvider.System.GetUtcNow()).Ticks / LeastShareOfMail);
        return deadline - (mailTime < LongestMailTime ? mailTime : LongestMailTime);
    }

    private static JsonDocument Read(byte[] payload)
    {
        try
        {
            return JsonDocument.Parse(payload);
        }
        catch (JsonException other)
        {
            throw NotFromSns($"It is not JSON: {other.Message}", other);
        }
    }

    // An error in one message does not stop the others. A retry does not repeat mails that were sent.
    private async Task HandleAsync(JsonElement root, AlarmResponse response, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        if (FollowUp(root) is { } name)
        {
            await foreach (var outcome in response.FollowUpAsync(name, cancellationToken))
                Report(outcome, failures);
        }
        else
        {
            foreach (var message in Messages(root))
            {
                try
                {
                    Report(await response.RespondAsync(LoginAuditAlarmNotification.Parse(message), cancellationToken), failures);
                }
                catch (LoginAuditException failure)
                {
                    failures.Add(failure);
                }
            }
        }
        if (failures.Count > 0)
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
    }

    private void Report(ResponseOutcome outcome, List<Exception> failures)
    {
        foreach (var receipt in outcome.Response.Receipts)
            log.Say("Mailed", ("messageId", receipt.MessageId), ("recipients", receipt.Recipients.Count), ("repeated", receipt.Repeated));
        if (outcome.Response.EarlierRecipients.Count > 0)
            log.Say("Already mailed", ("recipients", outcome.Response.EarlierRecipients.Count));
        foreach (var problem in outcome.Response.Done ? outcome.Warnings.Concat(outcome.Errors) : outcome.Warnings)
            log.Failure(problem);
        if (!outcome.Response.Done)
            failures.AddRange(outcome.Errors);
    }

    // Returns null if the event is not an object, or followUp is not text.
    private static string? FollowUp(JsonElement root)
    {
        try
        {
            return root.TryGetProperty("followUp", out var alarm) ? alarm.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static List<string> Messages(JsonElement root)
    {
        try
        {
            return [.. root.GetProperty("Records").EnumerateArray().Select(record => record.GetProperty("Sns").GetProperty("Message").GetString()
                ?? throw new InvalidOperationException("Message is null."))];
        }
        catch (Exception other) when (other is InvalidOperationException or KeyNotFoundException)
        {
            throw NotFromSns("It needs Records, each with Sns.Message.", other);
        }
    }

    private static LoginAuditException OutOfTime(RuntimeEvent received, Exception cause) => new(
        LoginAuditError.OutOfTime,
        $"The function ran out of time at {received.Deadline:u} before it had read every event, and sent no report. Lambda retries twice. Increase the function's timeout or its memory.",
        innerException: cause,
        remedies: [new LoginAuditRemedy(RemedyAction.CountFailures)]);

    private static LoginAuditException NotFromSns(string why, Exception cause) => new(
        LoginAuditError.NotANotification, $"The event is not an SNS notification. {why} Subscribe the function to the alarm's topic.", innerException: cause);
}
