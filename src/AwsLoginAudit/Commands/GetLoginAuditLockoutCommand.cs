using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Gets account lockouts from an alarm's window, a log group, files, or events in the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditLockout", DefaultParameterSetName = LogGroupSet)]
[OutputType(typeof(LoginAuditLockout))]
public sealed class GetLoginAuditLockoutCommand : EventCmdlet<LoginAuditLockout>
{
    /// <inheritdoc/>
    private protected override string Noun => "account lockout";

    /// <inheritdoc/>
    private protected override EventReader<LoginAuditLockout> CreateReader(LoginAuditRead read, Action<LoginAuditException>? unreadable) =>
        new LockoutReader(read) { Filter = Filter, Unreadable = unreadable };

    /// <inheritdoc/>
    private protected override IReadOnlyList<LogQuery> Queries(string logGroupName, IReadOnlyList<string> instanceId) =>
        [LogQuery.Lockouts(logGroupName, instanceId)];

    /// <inheritdoc/>
    private protected override IReadOnlyList<LogQuery> QueriesOf(AlarmQuestion question) =>
        [.. question.Window.LogGroupNames.SelectMany(name => Queries(name, []))];
}
