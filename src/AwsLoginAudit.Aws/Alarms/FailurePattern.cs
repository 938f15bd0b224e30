using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The filter patterns that tell failed logins from everything else in a Security log.</summary>
internal static class FailurePattern
{
    private const string Failure = "0x8010000000000000";
    private const string Success = "0x8020000000000000";

    /// <summary>All audit failures (null), or those of one event id.</summary>
    /// <remarks>4768 and 4776 are logged for successes too: an id alone would count them.</remarks>
    public static string For(int? eventId) => eventId is null ? LogQuery.AuditFailurePattern : $"\"<EventID>{eventId}</EventID>\" \"{Failure}\"";

    /// <summary>Has CloudWatch Logs try a pattern on events as agents ship them, before anything is made.</summary>
    /// <exception cref="LoginAuditException">InvalidFilterPattern: it is not taken, or finds other events than it should.</exception>
    public static async Task TestAsync(AwsSession session, int? eventId, CancellationToken cancellationToken)
    {
        var id = eventId ?? 4625;
        var (found, left) = (Found(id, eventId is null), Left(id, eventId is not null));
        var request = new TestMetricFilterRequest { FilterPattern = For(eventId), LogEventMessages = [.. found, .. left] };
        TestMetricFilterResponse answer;
        try
        {
            answer = await session.CallAsync("logs:TestMetricFilter", request.FilterPattern, () => session.Logs.TestMetricFilterAsync(request, cancellationToken));
        }
        catch (LoginAuditException failure) when (failure.HasCode("InvalidParameterException"))
        {
            throw new LoginAuditException(
                LoginAuditError.InvalidFilterPattern, $"CloudWatch Logs does not take the filter pattern {request.FilterPattern}: {failure.InnerException!.Message}", request.FilterPattern, failure);
        }
        var matched = (answer.Matches ?? []).Select(match => match.EventNumber).OrderBy(number => number);
        if (!matched.SequenceEqual(Enumerable.Range(1, found.Count).Select(number => (long?)number)))
        {
            throw new LoginAuditException(
                LoginAuditError.InvalidFilterPattern,
                $"The filter pattern {request.FilterPattern} does not tell failures from successes here: of {request.LogEventMessages.Count} test events it finds number {string.Join(", ", matched)}, and should find 1 to {found.Count}. Nothing was made.",
                request.FilterPattern);
        }
    }

    // In any display language; in text format only by the English words.
    private static List<string> Found(int id, bool anyFormat) =>
        anyFormat ? [Event(id, Failure, "Audit Failure"), Event(id, Failure, "Überwachung gescheitert"), $"[Security] [INFORMATION] [{id}] [Audit Failure]"]
        : [Event(id, Failure, "Audit Failure"), Event(id, Failure, "Überwachung gescheitert")];

    private static List<string> Left(int id, bool onlyThisId) =>
        onlyThisId ? [Event(id, Success, "Audit Success"), Event(id + 1, Failure, "Audit Failure")] : [Event(id, Success, "Audit Success")];

    private static string Event(int id, string keywords, string words) =>
        $"<Event><System><EventID>{id}</EventID><Keywords>{keywords}</Keywords></System><RenderingInfo><Keywords><Keyword>{words}</Keyword></Keywords></RenderingInfo></Event>";
}
