using System.Collections.ObjectModel;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>From the paths of parameters to files.</summary>
internal static class Files
{
    /// <summary>The files that paths with wildcards and literal paths name; what is not there is an error of its own each.</summary>
    public static IEnumerable<string> ResolveFiles(this PSCmdlet cmdlet, IEnumerable<string> paths, IEnumerable<string> literalPaths)
    {
        foreach (var path in paths)
        {
            foreach (var file in Expand(cmdlet, path))
                yield return file;
        }
        foreach (var path in literalPaths)
            yield return cmdlet.GetUnresolvedProviderPathFromPSPath(path);
    }

    private static Collection<string> Expand(PSCmdlet cmdlet, string path)
    {
        try
        {
            return cmdlet.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException missing)
        {
            cmdlet.WriteError(new LoginAuditException(
                LoginAuditError.FileNotFound, $"There is no file {path}.", path, missing).ToErrorRecord());
            return [];
        }
    }
}
