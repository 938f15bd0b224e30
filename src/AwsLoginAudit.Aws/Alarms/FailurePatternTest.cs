using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Tests the filter patterns with TestMetricFilter on sample events, before any resource is created.</summary>
internal sealed class FailurePatternTest(AwsSession session)
{
    private const string Failure = "0x8010000000000000";
    private const string Success = "0x8020000000000000";

    /// <summary>Tests the filter of all audit failures.</summary>
    /// <exception cref="LoginAuditException">InvalidFilterPattern, AccessDenied, …</exception>
    public Task TryAllAsync(CancellationToken cancellationToken) => TryAsync(
        FailurePattern.AllAuditFailures,
        [Event(4625, Failure, "Audit Failure"), Event(4656, Failure, "Überwachung gescheitert")],
        [Event(4625, Success, "Audit Success"), Text(4688, "A new process has been created.")],
        cancellationToken);

    /// <summary>Tests the filters of one event id.</summary>
    /// <exception cref="LoginAuditException">InvalidFilterPattern, AccessDenied, …</exception>
    public async Task TryAsync(int eventId, CancellationToken cancellationToken)
    {
        var filters = FailurePattern.For(eventId);
        var code = eventId == 4776 ? "0xc000006a" : "0x12";
        List<string> xml = [Event(eventId, Failure, "Audit Failure", code), Event(eventId, Failure, "Überwachung gescheitert", code)];
        List<string> others = [Event(eventId + 1, Failure, "Audit Failure", code), OtherProvider(eventId)];
        if (!FailedLogin.IsAlways(eventId))
            others.Add(Event(eventId, Success, "Audit Success", "0x0"));
        if (eventId == 4769)
            others.Add(Event(eventId, Failure, "Audit Failure", "0x20"));
        List<string> found = FailedLogin.IsAlways(eventId) ? [.. xml, Text(eventId, "An account failed to log on.")] : xml;
        await TryAsync(filters[0].Pattern, found, others, cancellationToken);
        if (filters.Count > 1)
            await TryAsync(filters[1].Pattern, [Text(eventId, Validation("0xC000006A"))], [Text(eventId, Validation("0x0")), OtherProvider(eventId)], cancellationToken);
    }

    private async Task TryAsync(string pattern, List<string> found, List<string> left, CancellationToken cancellationToken)
    {
        var request = new TestMetricFilterRequest { FilterPattern = pattern, LogEventMessages = [.. found, .. left] };
        TestMetricFilterResponse answer;
        try
        {
            answer = await session.Logs.TestMetricFilterAsync(request, cancellationToken);
        }
        catch (LoginAuditException failure) when (failure.HasCode("InvalidParameterException"))
        {
            throw new LoginAuditException(
                LoginAuditError.InvalidFilterPattern, $"CloudWatch Logs rejects the filter pattern {pattern}: {Sentence.End(failure.InnerException!.Message)}", pattern, failure);
        }
        var matched = (answer.Matches ?? []).Select(match => match.EventNumber).OrderBy(number => number).ToList();
        if (!matched.SequenceEqual(Enumerable.Range(1, found.Count).Select(number => (long?)number)))
        {
            throw new LoginAuditException(
                LoginAuditError.InvalidFilterPattern,
                $"The filter pattern {pattern} does not distinguish failed logins from other events. Of {request.LogEventMessages.Count} test events, the pattern must match numbers 1 to {found.Count}, but matches {(matched.Count == 0 ? "none" : string.Join(", ", matched))}. Nothing was created.",
                pattern);
        }
    }

    // The elements are in the order in which Windows writes them.
    private static string Event(int id, string keywords, string words, string code = "") =>
        $"<Event><System><Provider Name='{FailedLogin.Provider}'/><EventID>{id}</EventID><Keywords>{keywords}</Keywords><Channel>{FailedLogin.Channel}</Channel></System>"
        + $"<EventData><Data Name='TargetUserName'>a</Data><Data Name='Status'>{code}</Data></EventData><RenderingInfo><Keywords><Keyword>{words}</Keyword></Keywords></RenderingInfo></Event>";

    private static string Text(int id, string message) => $"[{FailedLogin.Channel}] [INFORMATION] [{id}] [{FailedLogin.Provider}] [WIN-1] [{message}]";

    private static string OtherProvider(int id) => $"[Application] [INFORMATION] [{id}] [EventSystem] [WIN-1] [An event of another provider.]";

    private static string Validation(string code) =>
        $"The computer attempted to validate the credentials for an account.\n\nAuthentication Package:\tMICROSOFT_AUTHENTICATION_PACKAGE_V1_0\nLogon Account:\ta\nSource Workstation:\tPC\nError Code:\t{code}";
}
