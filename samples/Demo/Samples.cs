namespace AwsLoginAudit.Demo;

/// <summary>Finds the samples and the built module.</summary>
internal static class Samples
{
    /// <summary>The folder of demo.ps1, a parent folder of the built program.</summary>
    /// <exception cref="DirectoryNotFoundException">The program was moved out of the repository.</exception>
    public static string Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "demo.ps1")))
                    return folder.FullName;
            }
            throw new DirectoryNotFoundException("Cannot find demo.ps1 in a parent folder of the program. Run the program in the folder where it was built.");
        }
    }

    /// <summary>The folder of the module that was built with this program.</summary>
    public static string Module => Path.GetFullPath(Path.Combine(Folder, "..", "out", "AwsLoginAudit"));
}
