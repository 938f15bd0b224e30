using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Core.Reporting;

/// <summary>LibreOffice as a witness: what it takes for a formula in a CSV file.</summary>
public sealed partial class SpreadsheetTests
{
    private static readonly string[] Attacks =
        ["=1+1", "x;=1+1", "x;\"=1+1", "x\";=1+1", "x,=1+1", "x\t=1+1", "x\";\"=1+1", "+1+1", "x;-1+1", "x;@SUM(1)", "x; =1+1", "x;'=1+1", "\uff1d1+1", "x\r\n=1+1"];

    [Fact]
    public void No_formula_follows_a_list_separator_of_any_culture() => Assert.All(
        CultureInfo.GetCultures(CultureTypes.AllCultures).Select(culture => culture.TextInfo.ListSeparator).Distinct(),
        separator => Assert.Equal($"a{separator}'=1+1", SafeCell.Show($"a{separator}=1+1")));

    [Theory]
    [InlineData("44")]
    [InlineData("59")]
    [InlineData("9")]
    [InlineData("44/59/9")]
    public async Task LibreOffice_finds_no_formula_whatever_its_separator_is(string separator)
    {
        using var folder = new TemporaryFolder();
        var failures = Attacks.Select(attack => Sample.Guess(Sample.Start, "i-1", attack, "198.51.100.7", attack) with { AccountDomain = null, Workstation = attack });
        var control = char.ConvertFromUtf32(int.Parse(separator.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture)) + "=1+1\r\n";
        var path = folder.Write("failures.csv", control + Sample.Of(failures).ToCsv() + string.Concat(failures.Select(failure => $"\"{SafeCell.Show(failure.AccountName).Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"b\"\r\n")));

        var sheet = await OpenAsync(path, separator, folder);
        Assert.SkipWhen(sheet is null, "LibreOffice (soffice) is not on this machine.");
        // The first line has the one formula, so that a LibreOffice that calculates none is no witness.
        Assert.Single(Formula().Matches(sheet));
    }

    private static async Task<string?> OpenAsync(string path, string separator, TemporaryFolder folder)
    {
        // The thirteenth part has LibreOffice calculate formulas, as its dialog does. Source: "CSV Filter Parameters" in the help of LibreOffice.
        var ended = await ChildProcess.RunAsync("soffice",
        [
            "--headless", "--norestore", $"-env:UserInstallation={new Uri(folder.File("profile")).AbsoluteUri}",
            $"--infilter=Text - txt - csv (StarCalc):{separator},34,76,1,,0,false,false,false,false,false,0,true", "--convert-to", "fods", "--outdir", folder.Path, path,
        ]);
        if (ended is null)
            return null;
        Assert.True(ended.ExitCode == 0, ended.Output + ended.Errors);
        return await File.ReadAllTextAsync(folder.File("failures.fods"), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("table:formula=", RegexOptions.None, 10_000)]
    private static partial Regex Formula();
}
