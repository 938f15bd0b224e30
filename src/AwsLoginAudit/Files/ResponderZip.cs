namespace AwsLoginAudit.Commands;

/// <summary>Reads the code of the Lambda function, which is part of the module.</summary>
internal static class ResponderZip
{
    /// <exception cref="LoginAuditException">FileUnreadable: the module's folder is incomplete.</exception>
    public static byte[] Read()
    {
        // This assembly is in the folder bin/<framework>.
        var binaries = Path.GetDirectoryName(typeof(ResponderZip).Assembly.Location)!;
        var path = Path.GetFullPath(Path.Combine(binaries, "..", "..", "AwsLoginAudit.Responder.zip"));
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LoginAuditException(
                LoginAuditError.FileUnreadable, $"The function's code cannot be read from {path}: {Sentence.End(failure.Message)} Install the module again.", path, failure);
        }
    }
}
