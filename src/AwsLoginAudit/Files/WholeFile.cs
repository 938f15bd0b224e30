using System.Text;

namespace AwsLoginAudit.Commands;

/// <summary>Writes a file atomically: at any time, the path contains either the complete old file or the complete new file.</summary>
internal static class WholeFile
{
    /// <summary>
    /// Writes a file or replaces an existing one. A replaced file keeps its permissions. If the path is a link, the target of the link is replaced.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="content">The text of the file.</param>
    /// <param name="noClobber">Whether an existing file is an error.</param>
    /// <param name="force">Whether a read-only file is replaced; the new file is read-only too.</param>
    /// <exception cref="LoginAuditException">FileExists: the file exists, and <paramref name="noClobber"/> is true. FileNotWritten: the folder does not exist
    /// or cannot be written to, or the file is read-only.</exception>
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
            // The file was created in the meantime.
            if (noClobber && File.Exists(path))
                throw Exists(path, failure);
            // The system error names the temporary file, which is unknown to the user.
            var reason = unfinished is null ? failure.Message : failure.Message.Replace(unfinished, path);
            throw new LoginAuditException(LoginAuditError.FileNotWritten, $"The file {path} cannot be written: {Sentence.End(reason)}", path, failure);
        }
    }

    private static void Fill(FileStream stream, string content, string extension)
    {
        // Without the byte order mark, Excel reads a CSV file as Windows-1252.
        var isCsv = string.Equals(extension, ".csv", StringComparison.OrdinalIgnoreCase);
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: isCsv), bufferSize: 1024, leaveOpen: true))
            writer.Write(content);
        // Without the flush, a power failure could leave an empty file.
        stream.Flush(flushToDisk: true);
    }

    private static LoginAuditException Exists(string path, Exception? cause = null) => new(
        LoginAuditError.FileExists, $"The file {path} exists, and -NoClobber prevents overwriting. Give another -Path, or omit -NoClobber.", path, cause);

#if NET8_0_OR_GREATER
    private static string Target(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    // The temporary file must not be readable by more users than the file that it replaces.
    private static FileStream Create(string unfinished, string target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows() || !File.Exists(target))
            return new FileStream(unfinished, options);
        var mode = File.GetUnixFileMode(target);
        options.UnixCreateMode = mode & (UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var stream = new FileStream(unfinished, options);
        // The umask removes bits when a file is created.
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
            // rename(2) is atomic.
            File.Move(unfinished, target, overwrite: true);
            return;
        }
#endif
        // ReplaceFile is atomic too, and gives the new file the permissions of the old one (learn.microsoft.com, ReplaceFileW).
        if (!File.Exists(target))
        {
            File.Move(unfinished, target);
            return;
        }
        // ReplaceFile does not replace a read-only file.
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
            // The caller throws the original error.
        }
    }
}
