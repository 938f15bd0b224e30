using System.Text.Json;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Responder;

/// <summary>The Lambda function: what an alarm's topic tells it becomes a mail. Whatever it cannot do it fails at, so that Lambda tries again.</summary>
public sealed class Function
{
    private readonly FunctionLog log = new(Console.Out);

    /// <summary>Handles an event of SNS, every record of it, or a follow-up of the schedule: <c>{"followUp":"AlarmName"}</c>.</summary>
    /// <param name="input">The event's JSON.</param>
    /// <returns>When all is mailed that has to be.</returns>
    /// <exception cref="LoginAuditException">The configuration is wrong, the event is none of these, or a report could not be made or mailed.</exception>
    public async Task HandleAsync(Stream input)
    {
        try
        {
            using var document = await ReadAsync(input);
            var settings = FunctionSettings.FromEnvironment(Environment.GetEnvironmentVariable);
            using var session = new AwsSession(new AwsConnection(), log.Call);
            await HandleAsync(document.RootElement, new AlarmResponse(session, settings, log));
        }
        catch (Exception failure)
        {
            log.Failure(failure);
            throw;
        }
    }

    private static async Task<JsonDocument> ReadAsync(Stream input)
    {
        try
        {
            return await JsonDocument.ParseAsync(input);
        }
        catch (JsonException other)
        {
            throw NoneOfSns($"It is not JSON: {other.Message}", other);
        }
    }

    private static async Task HandleAsync(JsonElement root, AlarmResponse response)
    {
        if (FollowUp(root) is { } name)
        {
            await response.FollowUpAsync(name);
            return;
        }
        // One that fails does not keep the others from being answered; answered ones are not mailed again when Lambda retries.
        var failures = new List<Exception>();
        foreach (var message in Messages(root))
        {
            try
            {
                await response.AnswerAsync(LoginAuditAlarmNotification.Parse(message));
            }
            catch (LoginAuditException failure)
            {
                failures.Add(failure);
            }
        }
        if (failures.Count > 0)
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
    }

    // Where it is no object, or what it says is no text, it is none.
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
            throw NoneOfSns("Expected are Records, each with Sns.Message.", other);
        }
    }

    private static LoginAuditException NoneOfSns(string why, Exception cause) => new(
        LoginAuditError.NotANotification, $"The event is none of SNS. {why} Subscribe the function to the alarm's topic.", innerException: cause);
}
