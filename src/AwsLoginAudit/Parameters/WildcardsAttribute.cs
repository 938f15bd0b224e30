using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Takes names with wildcards. PowerShell reports an invalid pattern only when it is compared, after the names were read from AWS.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WildcardsAttribute : Attribute, IParameterCheck
{
    private const int LongestShown = 100;

    /// <inheritdoc/>
    public LoginAuditException? Reject(string parameter, object? value) => Array.Find((string[])value!, pattern => !IsPattern(pattern)) is { } wrong
        ? new LoginAuditException(
            LoginAuditError.InvalidArgument,
            $"-{parameter} does not take {PowerShellText.Quote(SafeText.Show(wrong, LongestShown))}. It takes names with wildcards: * for any text, ? for one character, and [abc] or [a-c] for one of several.",
            wrong)
        : null;

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new WildcardPattern(pattern).IsMatch("");
            return true;
        }
        catch (WildcardPatternException)
        {
            return false;
        }
    }
}
