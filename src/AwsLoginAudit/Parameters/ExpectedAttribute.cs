using System.Text.RegularExpressions;

namespace AwsLoginAudit.Commands;

/// <summary>Validates a parameter. Any other value is one error, which names the accepted values and has an error id of this module.</summary>
/// <remarks>
/// PowerShell's ValidatePattern shows its regular expression, has a generic error id, and fails once for each pipeline object.
/// </remarks>
/// <param name="words">The accepted values, as the end of a sentence.</param>
/// <param name="pattern">A regular expression for the complete value; case-insensitive.</param>
/// <param name="error">The error id. The default is InvalidArgument.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpectedAttribute(string words, string pattern, LoginAuditError error = LoginAuditError.InvalidArgument) : Attribute
{
    private const int LongestShown = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Validates a value.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="value">A text or several; other types and null are not validated.</param>
    /// <returns>The error; null if the value is accepted.</returns>
    public LoginAuditException? Refuse(string parameter, object? value)
    {
        var texts = value switch
        {
            string text => [text],
            string[] several => several,
            _ => Array.Empty<string>(),
        };
        foreach (var text in texts.Where(text => !IsExpected(text)))
            return new LoginAuditException(error, $"-{parameter} does not take {PowerShellText.Quote(SafeText.Show(text, LongestShown))}. It takes {words}.", text);
        return null;
    }

    // The length is compared because $ also matches before a final line feed.
    private bool IsExpected(string text) =>
        Regex.Match(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Longest) is { Success: true } match && match.Length == text.Length;
}
