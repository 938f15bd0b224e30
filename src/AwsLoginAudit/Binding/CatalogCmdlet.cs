using System.Collections.Concurrent;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>A cmdlet that emits what names and wildcards select.</summary>
/// <typeparam name="T">What it emits.</typeparam>
public abstract class CatalogCmdlet<T> : AwsCmdlet
    where T : class
{
    /// <summary>Returns the objects whose names are wanted. Calls <paramref name="unreadable"/>, on any thread, for each object that cannot be read.</summary>
    protected abstract IAsyncEnumerable<T> All(Func<string, bool> isWanted, Action<LoginAuditException> unreadable);

    /// <summary>The one that has a name.</summary>
    protected abstract Task<T> GetAsync(string name);

    /// <summary>Emits those of some names or wildcards. A name that does not exist is an error, and the others are emitted.</summary>
    protected void Emit(IEnumerable<string> names, LoginAuditError notFound)
    {
        foreach (var name in names)
        {
            // A pattern that matches nothing is no error, as everywhere in PowerShell.
            if (WildcardPattern.ContainsWildcardCharacters(name))
                EmitMatching(new WildcardPattern(name).IsMatch);
            else
                Attempt(() => WriteObject(Wait(GetAsync(name))), notFound, LoginAuditError.NotCreatedByModule);
        }
    }

    /// <summary>Emits those whose name is wanted; returns whether anything was emitted, or was an error.</summary>
    protected bool EmitMatching(Func<string, bool> isWanted)
    {
        var hasAny = false;
        var unreadable = new ConcurrentQueue<LoginAuditException>();
        Pull(All(isWanted, unreadable.Enqueue), one =>
        {
            hasAny = true;
            WriteObject(one);
        });
        foreach (var failure in unreadable)
            WriteError(failure);
        return hasAny || !unreadable.IsEmpty;
    }
}
