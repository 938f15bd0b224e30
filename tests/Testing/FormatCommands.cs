using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace AwsLoginAudit.Tests;

/// <summary>Format-Table: the engine has all of it but the command.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableAndListBase
{
    public FormatTableCommand() => this.BeShape("Table");
}

/// <summary>Format-List, likewise.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => this.BeShape("List");
}

internal static class FormatCommands
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly Formatting = typeof(FrontEndCommandBase).Assembly;

    public static void BeShape(this FrontEndCommandBase command, string name)
    {
        var shape = Enum.Parse(Named("FormatShape"), name);
        var formatter = Activator.CreateInstance(Named("InnerFormatShapeCommand"), Members, null, [shape], null);
        typeof(FrontEndCommandBase).GetField("implementation", Members)!.SetValue(command, formatter);
    }

    private static Type Named(string name) => Formatting.GetType("Microsoft.PowerShell.Commands.Internal.Format." + name, throwOnError: true)!;
}
