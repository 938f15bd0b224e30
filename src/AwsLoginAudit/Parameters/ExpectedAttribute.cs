using System.Text.RegularExpressions;

namespace AwsLoginAudit.Commands;

/// <summary>What a parameter takes. Any other value is one error, which says it in words and has an id of this module.</summary>
/// <param name="words">What is expected, as the end of a sentence.</param>
/// <param name="pattern">A regular expression for the whole value; case does not matter.</param>
/// <param name="error">The error's id.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpectedAttribute(string words, string pattern, LoginAuditError error = LoginAuditError.InvalidArgument) : Attribute, IParameterCheck
{
    private const int LongestShown = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
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
