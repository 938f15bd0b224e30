namespace AwsLoginAudit.Commands;

/// <summary>Takes rules of findings whose numbers and times are not negative.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RulesAttribute : Attribute, IParameterCheck
{
    /// <inheritdoc/>
    public LoginAuditException? Reject(string parameter, object? value) =>
        Array.Find(typeof(FindingRules).GetProperties(), property => property.GetValue(value) is int and < 0 or TimeSpan { Ticks: < 0 }) is { } negative
            ? new LoginAuditException(LoginAuditError.InvalidArgument, $"-{parameter} takes numbers and times that are not negative. {negative.Name} is negative.", parameter)
            : null;
}
