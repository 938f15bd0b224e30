using System.Text.RegularExpressions;

namespace AwsLoginAudit.Commands;

/// <summary>What a parameter takes. Any other value is one error, which says it in words and has an id of this module.</summary>
/// <remarks>PowerShell's ValidatePattern shows its regular expression, has an id that tells nothing, and fails once for each object of a pipeline.</remarks>
/// <param name="words">What is expected, as the end of a sentence.</param>
/// <param name="pattern">A regular expression for the whole value; case does not matter.</param>
/// <param name="error">The error's id.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpectedAttribute(string words, string pattern, LoginAuditError error = LoginAuditError.InvalidArgument) : Attribute
{
    private const int LongestShown = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a value, or with one of several.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="value">A text, or several; null is left to others.</param>
    /// <returns>The error; null where nothing is wrong.</returns>
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

    // A $ matches before a last line feed too.
    private bool IsExpected(string text) =>
        Regex.Match(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Longest) is { Success: true } match && match.Length == text.Length;
}
