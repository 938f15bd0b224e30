using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Gets failed logins from an alarm's window, a log group, files, or events in the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditFailure", DefaultParameterSetName = LogGroupSet)]
[OutputType(typeof(LoginAuditFailure))]
public sealed class GetLoginAuditFailureCommand : LoginCmdlet<LoginAuditFailure>
{
    /// <summary>Includes other audit failures, such as 4656, 4673 and 5152. They are never counted as failed logins.</summary>
    [Parameter]
    public SwitchParameter IncludeOtherAuditFailure { get; set; }

    /// <inheritdoc/>
    protected override bool IncludesOther => IncludeOtherAuditFailure;

    /// <inheritdoc/>
    private protected override EventReader<LoginAuditFailure> CreateReader(LoginAuditRead read, Action<LoginAuditException>? unreadable) =>
        new FailureReader(read) { IncludeOther = IncludeOtherAuditFailure, Filter = Filter, Unreadable = unreadable };

    /// <inheritdoc/>
    private protected override void WriteTotals(EventReader<LoginAuditFailure> reader, string? broadAlarm) => WriteTotals(reader.Totals, broadAlarm);
}
