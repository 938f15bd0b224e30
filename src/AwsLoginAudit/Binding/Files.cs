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
            foreach (var file in Resolve(cmdlet, path, () => cmdlet.GetResolvedProviderPathFromPSPath(path, out _)))
                yield return file;
        }
        foreach (var path in literalPaths)
        {
            foreach (var file in Resolve(cmdlet, path, () => [cmdlet.GetUnresolvedProviderPathFromPSPath(path)]))
                yield return file;
        }
    }

    private static Collection<string> Resolve(PSCmdlet cmdlet, string path, Func<Collection<string>> resolve)
    {
        try
        {
            return resolve();
        }
        catch (SessionStateException missing)
        {
            cmdlet.WriteError(new LoginAuditException(
                LoginAuditError.FileNotFound, $"There is no file {path}.", path, missing).ToErrorRecord());
            return [];
        }
    }
}
