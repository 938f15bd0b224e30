using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Docs;

/// <summary>Scripts of this project run as SYSTEM or root, so code, locks and files of theirs must not lie where any user can put a file.</summary>
public sealed partial class SafeFolderTests
{
    public static TheoryData<string> Texts =>
        [.. Page.All.Select(page => page.Name), .. Directory.GetFiles(SampleFiles.Folder, "*.ps1").Select(path => Path.GetRelativePath(Page.Root, path))];

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_script_or_example_uses_a_folder_that_every_user_can_write_to(string name) =>
        Assert.DoesNotMatch(SharedFolder(), File.ReadAllText(Path.Combine(Page.Root, name)));

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_script_or_example_loads_code_from_outside_of_its_own_folder(string name) =>
        Assert.DoesNotMatch(ParentFolder(), File.ReadAllText(Path.Combine(Page.Root, name)));

    // Windows lets every user add files to a new folder in C:\, and creates the folders of administrators' programs so that users cannot.
    [GeneratedRegex(@"GetTemp(Path|FileName)|New-TemporaryFile|env:(TEMP|TMP|TMPDIR)\b|(?<!\w)/(var/)?tmp/|/dev/shm|\bC:\\(?!Windows\\|Program Files\b|ProgramData\\Amazon\\|( |$))", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SharedFolder();

    [GeneratedRegex(@"PSScriptRoot\W+\.\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParentFolder();
}
