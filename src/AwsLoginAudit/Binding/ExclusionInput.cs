using System.Collections;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Reads the exclusions that a parameter specifies.</summary>
internal static class ExclusionInput
{
    private static readonly DeserializedReader Copies = new(LoginAuditError.InvalidExclusion, "an exclusion of Get-LoginAuditExclusion");

    /// <summary>Reads objects and files.</summary>
    /// <param name="cmdlet">The cmdlet, whose location relative paths are relative to.</param>
    /// <param name="given">Exclusions, copies of exclusions, hashtables, and the paths of JSON files; null for none, as Get-LoginAuditExclusion may emit.</param>
    /// <param name="includesExcluded">Whether failed logins that match are included all the same.</param>
    /// <exception cref="LoginAuditException">InvalidExclusion, FileNotFound, FileUnreadable.</exception>
    public static ExclusionSet ReadExclusions(this PSCmdlet cmdlet, IReadOnlyList<object>? given, bool includesExcluded) =>
        new([.. (given ?? []).SelectMany(one => Read(cmdlet, PSObject.AsPSObject(one)))]) { IncludesExcluded = includesExcluded };

    private static IEnumerable<LoginAuditExclusion> Read(PSCmdlet cmdlet, PSObject given) => given.BaseObject switch
    {
        LoginAuditExclusion rule => [rule],
        string path => cmdlet.ResolveFiles([path], [], missing => throw missing).SelectMany(ReadFile),
        IDictionary members => ReadObject(ObjectJson.ToObject(members)),
        IList several => several.Cast<object>().SelectMany(one => Read(cmdlet, PSObject.AsPSObject(one))),
        _ when DeserializedReader.IsDeserialized<LoginAuditExclusion>(given) => [Copies.Read<LoginAuditExclusion>(given)],
        _ => ReadObject(given),
    };

    private static IReadOnlyList<LoginAuditExclusion> ReadFile(string path)
    {
        try
        {
            return ExclusionJson.Read(File.ReadAllText(path), $"'{path}'");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LoginAuditException(failure is FileNotFoundException ? LoginAuditError.FileNotFound : LoginAuditError.FileUnreadable, $"Cannot read '{path}': {failure.Message}", path, failure);
        }
    }

    private static IReadOnlyList<LoginAuditExclusion> ReadObject(PSObject given) => ExclusionJson.Read(ObjectJson.Write(given), "-Exclusion");
}
