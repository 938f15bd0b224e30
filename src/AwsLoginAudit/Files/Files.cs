using System.Collections.ObjectModel;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>From the paths of parameters to files.</summary>
internal static class Files
{
    // With the character that escapes the others.
    private static readonly char[] Wildcards = ['*', '?', '[', '`'];

    /// <summary>The files that paths with wildcards and literal paths name; what is not there is told, an error of its own each.</summary>
    public static IEnumerable<string> ResolveFiles(
        this PSCmdlet cmdlet, IEnumerable<string> paths, IEnumerable<string> literalPaths, Action<LoginAuditException> missing)
    {
        foreach (var path in paths)
        {
            // PowerShell looks wildcards up, and Ctrl+C does not end a lookup on a dead network share. The reader opens other paths, which Ctrl+C ends.
            foreach (var file in Resolve(path, missing, () => path.IndexOfAny(Wildcards) < 0 ? Literal(path) : cmdlet.GetResolvedProviderPathFromPSPath(path, out _)))
                yield return file;
        }
        foreach (var path in literalPaths)
        {
            foreach (var file in Resolve(path, missing, () => Literal(path)))
                yield return file;
        }

        Collection<string> Literal(string path) => [cmdlet.GetUnresolvedProviderPathFromPSPath(path)];
    }

    private static Collection<string> Resolve(string path, Action<LoginAuditException> missing, Func<Collection<string>> resolve)
    {
        try
        {
            var found = resolve();
            // PowerShell resolves a wildcard that matches nothing to no path, without an error.
            if (found.Count == 0)
                missing(new LoginAuditException(LoginAuditError.FileNotFound, $"No file matches {path}.", path));
            return found;
        }
        catch (SessionStateException none)
        {
            missing(new LoginAuditException(LoginAuditError.FileNotFound, $"There is no file {path}.", path, none));
            return [];
        }
    }
}
