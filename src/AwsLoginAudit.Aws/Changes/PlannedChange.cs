namespace AwsLoginAudit.Aws;

/// <summary>A change that is planned and not made yet.</summary>
/// <param name="Change">The resource and the kind of change.</param>
/// <param name="ApplyAsync">Makes the change.</param>
public sealed record PlannedChange(LoginAuditChange Change, Func<CancellationToken, Task> ApplyAsync)
{
    internal static PlannedChange None(string kind, string name) => new(new LoginAuditChange(kind, name, LoginAuditChangeAction.Unchanged), _ => Task.CompletedTask);

    internal static PlannedChange Create(string kind, string name, Func<CancellationToken, Task> apply) =>
        new(new LoginAuditChange(kind, name, LoginAuditChangeAction.Created), apply);

    internal static PlannedChange Update(string kind, string name, Func<CancellationToken, Task> apply, string? detail = null) =>
        new(new LoginAuditChange(kind, name, LoginAuditChangeAction.Updated) { Detail = detail }, apply);

    internal static PlannedChange Remove(string kind, string name, Func<CancellationToken, Task> apply) =>
        new(new LoginAuditChange(kind, name, LoginAuditChangeAction.Removed), apply);
}
