namespace AwsLoginAudit.Tests;

/// <summary>Scripts that have a bare engine take the module in one of its editions.</summary>
internal static class Editions
{
    public const string Core = "Core";
    public const string Desktop = "Desktop";

    // What the module asks to know which PowerShell it is in.
    private const string SayWindowsPowerShell = "$PSVersionTable['PSVersion'] = [version]'5.1'";

    public static string Import(string edition, string? module = null) => string.Join('\n',
        "Set-StrictMode -Version Latest",
        edition == Desktop ? SayWindowsPowerShell : "",
        $"Import-Module '{module ?? Built.Manifest}'");

    /// <summary>The folder that the cmdlets come from.</summary>
    public static string Folder(string edition) => Built.Binaries(edition == Desktop ? "netstandard2.0" : "net8.0");
}
