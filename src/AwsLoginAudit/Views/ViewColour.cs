using System.Management.Automation.Host;

namespace AwsLoginAudit;

/// <summary>The colours of the module's views.</summary>
internal static class ViewColour
{
    private const string Reset = "\u001b[0m";

    /// <summary>The colour of a value over its threshold.</summary>
    public const string Alert = "\u001b[31;1m";

    /// <summary>The colour of a value to check.</summary>
    public const string Warning = "\u001b[33;1m";

    /// <summary>Adds a colour to text, if the host shows colours.</summary>
    public static string Paint(string text, string colour, PSHost host) => text.Length > 0 && IsShown(host) ? colour + text + Reset : text;

#if NET8_0_OR_GREATER
    // PowerShell removes colours from files and strings, but ConsoleHost does not if its output is redirected.
    private static bool IsShown(PSHost host) =>
        host.UI?.SupportsVirtualTerminal == true
        && !(host.Name == "ConsoleHost" && Console.IsOutputRedirected)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
#else
    // Windows PowerShell would include the escape sequences in the width of a column and in files.
    private static bool IsShown(PSHost host) => false;
#endif
}
