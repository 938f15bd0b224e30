using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Gets successful logins from an alarm's window, a log group, files, or events in the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditSuccess", DefaultParameterSetName = LogGroupSet)]
[OutputType(typeof(LoginAuditSuccess))]
public sealed class GetLoginAuditSuccessCommand : LoginCmdlet<LoginAuditSuccess>
{
    /// <inheritdoc/>
    private protected override string Noun => "successful login";

    /// <inheritdoc/>
    private protected override EventReader<LoginAuditSuccess> CreateReader(LoginAuditRead read, Action<LoginAuditException>? unreadable) =>
        new SuccessReader(read) { Filter = Filter, Unreadable = unreadable };

    /// <inheritdoc/>
    private protected override IReadOnlyList<LogQuery> Queries(string logGroupName, IReadOnlyList<string> instanceId) =>
        LogQuery.Successes(logGroupName, Filter, instanceId);

    /// <inheritdoc/>
    private protected override IReadOnlyList<LogQuery> QueriesOf(AlarmQuestion question) =>
        [.. question.Window.LogGroupNames.SelectMany(name => Queries(name, []))];

    /// <inheritdoc/>
    private protected override void TellNothing(LoginAuditWindow window)
    {
        if (Filter.IsEmpty || !Wait(new SuccessCheck(Session).HasAnyAsync(window.LogGroupNames, window, StopToken)))
            WriteWarning($"No successful login of any account was found in {string.Join(", ", window.LogGroupNames)}, so it is unknown whether somebody got in. Agents send successful logins only if their configuration includes event 4624.");
    }
}
