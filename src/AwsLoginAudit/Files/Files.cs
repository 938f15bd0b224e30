using System.Collections.ObjectModel;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Resolves the paths in parameters to files.</summary>
internal static class Files
{
    // Includes the escape character.
    private static readonly char[] Wildcards = ['*', '?', '[', '`'];

    /// <summary>Resolves paths with wildcards and literal paths. Each path without a file is reported as an error.</summary>
    public static IEnumerable<string> ResolveFiles(
        this PSCmdlet cmdlet, IEnumerable<string> paths, IEnumerable<string> literalPaths, Action<LoginAuditException> missing)
    {
        foreach (var path in paths)
        {
            // Ctrl+C does not stop PowerShell while it resolves a wildcard on an unreachable network share. Other paths are opened by the reader, which Ctrl+C
            // stops.
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
            // PowerShell returns no path and no error for a wildcard without a match.
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
