namespace AwsLoginAudit.Demo;

/// <summary>Where the samples and the built module are.</summary>
internal static class Samples
{
    /// <summary>The folder of demo.ps1, which is above the built program.</summary>
    /// <exception cref="DirectoryNotFoundException">The program was taken out of its repository.</exception>
    public static string Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "demo.ps1")))
                    return folder.FullName;
            }
            throw new DirectoryNotFoundException("The samples folder is not above this program; run it where it was built.");
        }
    }

    /// <summary>The module that was built with this program.</summary>
    public static string Module => Path.GetFullPath(Path.Combine(Folder, "..", "out", "AwsLoginAudit"));
}
