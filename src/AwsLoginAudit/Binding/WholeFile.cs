using System.Text;

namespace AwsLoginAudit.Commands;

/// <summary>Writes a file whole, or not at all.</summary>
internal static class WholeFile
{
    /// <exception cref="LoginAuditException">FileNotWritten: the folder is missing, or cannot be written to.</exception>
    public static FileInfo Write(string path, string content)
    {
        // Excel takes a CSV for Windows-1252 unless it begins with the mark.
        var isCsv = string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase);
        var unfinished = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            File.WriteAllText(unfinished, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: isCsv));
            File.Delete(path);
            File.Move(unfinished, path);
            return new FileInfo(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
            throw new LoginAuditException(
                LoginAuditError.FileNotWritten, $"The file {path} cannot be written: {failure.Message}", path, failure);
        }
    }
}
