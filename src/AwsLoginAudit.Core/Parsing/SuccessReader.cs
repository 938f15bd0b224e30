namespace AwsLoginAudit;

/// <summary>Selects the successful logins among the events of a read, and marks those whose session was given administrative privileges.</summary>
/// <param name="read">The read. If a source stops early, every successful login of the read is marked incomplete.</param>
public sealed class SuccessReader(LoginAuditRead read) : EventReader<LoginAuditSuccess>(read, new DatapointComparison(LoginAuditWindow.Open))
{
    /// <summary>How far apart event 4672 and its successful login can be.</summary>
    public static readonly TimeSpan LongestWait = PrivilegeJoin.LongestWait;

    private readonly PrivilegeJoin privileges = new();

    /// <inheritdoc/>
    public override long Found => Totals.Logins;

    /// <inheritdoc/>
    public override string Noun => "successful login";

    /// <inheritdoc/>
    private protected override LoginAuditSuccess? Select(LoginAuditEvent found)
    {
        privileges.See(found);
        if (AsLogin(found) is not { } login)
        {
            Totals.Leave(found.Kind);
        }
        else if (IsNew(login))
        {
            Totals.Logins++;
            Note(login);
            privileges.Add(login);
        }
        return Next();
    }

    /// <inheritdoc/>
    private protected override void Pass(LoginAuditEvent outside) => privileges.SeeOutside(outside);

    /// <inheritdoc/>
    public override LoginAuditSuccess? Next(bool isEnd = false) => privileges.Next(isEnd);

    /// <summary>The successful login that an event is; null for another event. The source chooses the name of its workstation, which must not hide the login.</summary>
    internal static LoginAuditSuccess? AsLogin(LoginAuditEvent found) => found switch
    {
        LoginAuditSuccess login => login,
        LoginAuditFailure failure when BeforeTyped(failure) is var (id, isSuccess) && (id == SuccessfulLogin.Logon || (isSuccess && SuccessfulLogin.IsLogin(id))) =>
            new LoginAuditSuccess(failure),
        _ => null,
    };
}
