using System.Management.Automation.Host;

namespace AwsLoginAudit;

/// <summary>The colours of the module's views, where a person sees them.</summary>
internal static class ViewColour
{
    private const string Reset = "\u001b[0m";

    /// <summary>Over the limit.</summary>
    public const string Alert = "\u001b[31;1m";

    /// <summary>To be looked at.</summary>
    public const string Warning = "\u001b[33;1m";

    /// <summary>The text in a colour, where the host shows colours.</summary>
    public static string Paint(string text, string colour, PSHost host) => text.Length > 0 && IsShown(host) ? colour + text + Reset : text;

#if NET8_0_OR_GREATER
    // PowerShell takes colours out of what goes to a file or a string. Its own console does not where its output is redirected.
    private static bool IsShown(PSHost host) =>
        host.UI?.SupportsVirtualTerminal == true
        && !(host.Name == "ConsoleHost" && Console.IsOutputRedirected)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
#else
    // Windows PowerShell would count them into the width of a column, and write them into files.
    private static bool IsShown(PSHost host) => false;
#endif
}
