using System.Management.Automation;
using System.Text.RegularExpressions;
using AwsLoginAudit.Tests.Help;

namespace AwsLoginAudit.Tests.Contract;

/// <summary>Only the cmdlets know the names of cmdlets and parameters: errors carry remedies, and the side that shows them writes the names.</summary>
public sealed partial class SourceTextTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    public static TheoryData<string> Projects => ["AwsLoginAudit.Core", "AwsLoginAudit.Aws", "AwsLoginAudit.Responder"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Texts_and_comments_name_no_cmdlet_and_no_parameter(string project) =>
        Assert.Empty(Sources(project).SelectMany(file => Names(File.ReadAllText(file)).Select(name => $"{Path.GetFileName(file)}: {name}")));

    [Theory]
    [InlineData("// Run Get-LoginAuditAgent.", "Get-LoginAuditAgent")]
    [InlineData("\"Give another -AlarmName.\"", "-AlarmName")]
    [InlineData("/// (-Force)", "-Force")]
    [InlineData("\"-Detailed asks why\"", "-Detailed")]
    [InlineData("\"aws configure, or Set-AWSCredential -StoreAs\"", null)]
    public void A_name_is_found(string source, string? name) => Assert.Equal(name, Names(source).SingleOrDefault());

    [Fact]
    public void Each_setting_of_a_remedy_is_a_parameter() => Assert.Empty(Enum.GetNames<RemedySetting>().Except(Parameters()));

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Built.Repository, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"));

    private IEnumerable<string> Names(string source) => Cmdlet().Matches(source).Select(match => match.Value)
        .Concat(Parameter().Matches(source).Select(match => match.Value).Where(name => Parameters().Contains(name[1..])));

    private HashSet<string> Parameters() =>
        [.. module.Cmdlets.Values.SelectMany(cmdlet => cmdlet.Parameters.Keys).Except(PSCmdlet.CommonParameters, StringComparer.Ordinal)];

    [GeneratedRegex("[A-Z][A-Za-z]+-LoginAudit[A-Z][A-Za-z]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cmdlet();

    [GeneratedRegex("(?<![A-Za-z0-9_)-])-[A-Z][A-Za-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
