using System.Globalization;
using System.Text;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Files that the module writes: whole, in one step, and the same bytes on every machine.</summary>
public sealed class WrittenFileTests : IDisposable
{
    private const string Report = "@() | New-LoginAuditReport | Export-LoginAuditReport $file";
    private const string Template = "Export-LoginAuditTemplate -S3Bucket code-us-east-1 -S3Key AwsLoginAudit.Responder.zip -AlarmName LOGINS -LogGroupName /CORP/LOGINS";

    private readonly TemporaryFolder folder = new();
    private readonly Engine engine = new();

    [Theory]
    [InlineData("report.html", Report)]
    [InlineData("template.yaml", Template + " $file")]
    public async Task A_file_that_is_replaced_is_never_missing_and_never_half_written(string name, string command)
    {
        engine.Set("file", folder.File(name));
        Assert.Empty(engine.Run(command).Errors);
        var length = new FileInfo(folder.File(name)).Length;
        using var done = new CancellationTokenSource();
        var reads = 0;
        var reader = Task.Run(() =>
        {
            // Opening throws where there is no file.
            for (; !done.IsCancellationRequested || reads < 100; reads++)
            {
                using var stream = new FileStream(folder.File(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                Assert.InRange(stream.Length, length - 64, length + 64);
            }
        });

        for (var i = 0; i < 100; i++)
            Assert.Empty(engine.Run(command).Errors);
        await done.CancelAsync();
        await reader;

        Assert.InRange(reads, 100, int.MaxValue);
        Assert.Equal([folder.File(name)], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_replaced_file_keeps_its_permissions_and_a_new_one_has_the_usual_ones()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are Unix's; ReplaceFile keeps the access control list on Windows.");
            return;
        }
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        engine.Set("file", folder.Write("report.html", "an older report"));
        File.SetUnixFileMode(folder.File("report.html"), Private);
        Assert.Empty(engine.Run(Report).Errors);
        Assert.Equal(Private, File.GetUnixFileMode(folder.File("report.html")));

        File.SetUnixFileMode(folder.File("report.html"), Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        Assert.Empty(engine.Run(Report).Errors);
        Assert.Equal(Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite, File.GetUnixFileMode(folder.File("report.html")));

        engine.Set("file", folder.File("new.html"));
        Assert.Empty(engine.Run(Report).Errors);
        Assert.Equal(File.GetUnixFileMode(folder.Write("usual", "")), File.GetUnixFileMode(folder.File("new.html")));
    }

    [Fact]
    public void A_link_stays_and_the_file_it_names_is_replaced()
    {
        folder.Write("report.html", "an older report");
        engine.Set("file", folder.File("latest.html"));
        File.CreateSymbolicLink(folder.File("latest.html"), folder.File("report.html"));

        Assert.Empty(engine.Run(Report).Errors);

        Assert.Equal(folder.File("report.html"), new FileInfo(folder.File("latest.html")).LinkTarget);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(folder.File("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_stays_and_nothing_else_is_left_behind()
    {
        engine.Set("file", folder.Write("report.html", "an older report"));
        File.SetAttributes(folder.File("report.html"), FileAttributes.ReadOnly);

        var (error, _) = engine.Fail(Report);

        Assert.StartsWith("FileNotWritten,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith("The file is read-only. To overwrite it, use -Force.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("an older report", File.ReadAllText(folder.File("report.html")));
        Assert.Equal([folder.File("report.html")], Directory.GetFiles(folder.Path));
        File.SetAttributes(folder.File("report.html"), FileAttributes.Normal);
    }

    [Fact]
    public void A_folder_of_that_name_is_an_error_and_nothing_is_left_behind()
    {
        Directory.CreateDirectory(folder.File("report.html"));
        engine.Set("file", folder.File("report.html"));

        var (error, _) = engine.Fail(Report);

        Assert.StartsWith("FileNotWritten,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(Report)]
    [InlineData(Template + " $file")]
    public void A_folder_that_does_not_exist_is_named_and_no_other_file_than_the_one_that_was_asked_for(string command)
    {
        var file = Path.Combine(folder.File("missing"), command == Report ? "report.html" : "template.yaml");
        engine.Set("file", file);

        var (error, _) = engine.Fail(command);

        Assert.StartsWith("FileNotWritten,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal($"The file {file} cannot be written: The folder {folder.File("missing")} does not exist.", error.Exception.Message);
    }

    // File systems take names of 255 characters, and the unfinished file has a longer one.
    [Fact]
    public void An_error_of_the_system_names_the_file_that_was_asked_for()
    {
        engine.Set("file", folder.File(new string('r', 240) + ".html"));

        var message = engine.Fail(Report).Error.Exception.Message;

        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    // Turkish has two letters I, Persian and Arabic another minus sign, Thai and Arabic other calendars.
    [Theory]
    [InlineData("tr-TR")]
    [InlineData("az-Latn-AZ")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("th-TH")]
    public void A_template_and_a_configuration_are_the_same_bytes_in_every_culture(string culture)
    {
        foreach (var extension in (string[])["yaml", "json"])
            Assert.Equal(In("en-US", () => Written($"template.{extension}")), In(culture, () => Written($"template.{extension}")));
        Assert.Equal(In("en-US", Configuration), In(culture, Configuration));

        string Written(string name)
        {
            engine.Set("file", folder.File(name));
            Assert.Empty(engine.Run($"{Template} $file -FollowUp -From AUDIT@CORP.EXAMPLE -To SOC@CORP.EXAMPLE").Errors);
            return Encoding.UTF8.GetString(File.ReadAllBytes(folder.File(name)));
        }

        string Configuration() => Assert.Single(engine.Run("New-LoginAuditAgentConfiguration -EventId 4625, 4771 -RetentionInDays 1096 -IncludeStatsd").Objects<string>());
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    // PowerShell runs a script in the culture of the thread that calls it.
    private static string In(string culture, Func<string> make)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            return make();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
