using System.Text;

namespace AwsLoginAudit.Commands;

/// <summary>Writes a file whole or not at all. At every moment the file is the old one or the new one, never missing and never half written.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file, and replaces the one that is there. A replaced file keeps its permissions; a link stays, and the file it names is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its text.</param>
    /// <param name="noClobber">Whether an existing file is an error.</param>
    /// <param name="force">Whether a read-only file is replaced; the new one is read-only too.</param>
    /// <exception cref="LoginAuditException">
    /// FileExists: the file is there, and <paramref name="noClobber"/> keeps it. FileNotWritten: the folder is missing, cannot be written to, or the file is read-only.
    /// </exception>
    public static FileInfo Write(string path, string content, bool noClobber, bool force)
    {
        string? unfinished = null;
        try
        {
            var target = Target(path);
            if (Path.GetDirectoryName(target) is { Length: > 0 } folder && !Directory.Exists(folder))
                throw new DirectoryNotFoundException($"The folder {folder} does not exist.");
            unfinished = target + "." + Guid.NewGuid().ToString("N") + ".tmp";
            if (noClobber && File.Exists(target))
                throw Exists(path);
            if (!force && new FileInfo(target) is { Exists: true, IsReadOnly: true })
                throw new UnauthorizedAccessException("The file is read-only. To overwrite it, use -Force.");
            using (var stream = Create(unfinished, target))
                Fill(stream, content, Path.GetExtension(path));
            if (noClobber)
                File.Move(unfinished, target);
            else
                Replace(unfinished, target);
            return new FileInfo(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            TryDelete(unfinished);
            // Somebody created the file in the meantime.
            if (noClobber && File.Exists(path))
                throw Exists(path, failure);
            // The system names the unfinished file, which nobody asked for.
            var reason = unfinished is null ? failure.Message : failure.Message.Replace(unfinished, path);
            throw new LoginAuditException(LoginAuditError.FileNotWritten, $"The file {path} cannot be written: {Sentence.End(reason)}", path, failure);
        }
    }

    private static void Fill(FileStream stream, string content, string extension)
    {
        // Excel takes a CSV for Windows-1252 unless it begins with the mark.
        var isCsv = string.Equals(extension, ".csv", StringComparison.OrdinalIgnoreCase);
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: isCsv), bufferSize: 1024, leaveOpen: true))
            writer.Write(content);
        // Without it a power cut could leave an empty file under the name.
        stream.Flush(flushToDisk: true);
    }

    private static LoginAuditException Exists(string path, Exception? cause = null) => new(
        LoginAuditError.FileExists, $"The file {path} exists, and -NoClobber keeps it. Give another -Path, or leave out -NoClobber to overwrite it.", path, cause);

#if NET8_0_OR_GREATER
    private static string Target(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    // A report that only its owner may read must not be readable for a moment either.
    private static FileStream Create(string unfinished, string target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows() || !File.Exists(target))
            return new FileStream(unfinished, options);
        var mode = File.GetUnixFileMode(target);
        options.UnixCreateMode = mode & (UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var stream = new FileStream(unfinished, options);
        // Creating a file takes the bits of the umask away.
        File.SetUnixFileMode(stream.SafeFileHandle, mode);
        return stream;
    }
#else
    private static string Target(string path) => path;

    private static FileStream Create(string unfinished, string target) => new(unfinished, FileMode.CreateNew, FileAccess.Write);
#endif

    private static void Replace(string unfinished, string target)
    {
#if NET8_0_OR_GREATER
        if (!OperatingSystem.IsWindows())
        {
            // rename(2): one step.
            File.Move(unfinished, target, overwrite: true);
            return;
        }
#endif
        // ReplaceFile is one step too, and gives the new file the permissions of the old one (learn.microsoft.com, ReplaceFileW).
        if (!File.Exists(target))
        {
            File.Move(unfinished, target);
            return;
        }
        // It does not replace a read-only file.
        var attributes = File.GetAttributes(target);
        var isReadOnly = attributes.HasFlag(FileAttributes.ReadOnly);
        try
        {
            if (isReadOnly)
                File.SetAttributes(target, attributes & ~FileAttributes.ReadOnly);
            File.Replace(unfinished, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        }
        finally
        {
            if (isReadOnly)
                File.SetAttributes(target, attributes);
        }
    }

    private static void TryDelete(string? unfinished)
    {
        try
        {
            if (unfinished is not null)
                File.Delete(unfinished);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The error that is told is the one before.
        }
    }
}
