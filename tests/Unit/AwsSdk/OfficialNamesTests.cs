using System.Text;
using System.Text.Json;
using Amazon.CloudWatchLogs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>The sources compile beside every type that the published packages have, and not only beside those of the stand-ins.</summary>
/// <remarks>
/// A published package names its types by the shapes of the service's model: enumerations in the service's namespace, structures in its Model
/// namespace. A name that the sources use and that such a type shares with another namespace is the compiler's error CS0104.
/// </remarks>
public sealed class OfficialNamesTests
{
    private const string AmbiguousName = "CS0104";

    private static readonly (string Namespace, string Model)[] Services =
    [
        ("Amazon.CloudWatch", "cloudwatch/2010-08-01"), ("Amazon.CloudWatchLogs", "logs/2014-03-28"), ("Amazon.EventBridge", "events/2015-10-07"),
        ("Amazon.IdentityManagement", "iam/2010-05-08"), ("Amazon.Lambda", "lambda/2015-03-31"), ("Amazon.SimpleEmail", "ses/2010-12-01"),
        ("Amazon.SimpleNotificationService", "sns/2010-03-31"),
    ];

    private static readonly string Root = Path.GetDirectoryName(SampleFiles.Documents)!;

    [Theory]
    [InlineData("src/AwsLoginAudit.Aws")]
    [InlineData("src/AwsLoginAudit")]
    [InlineData("src/AwsLoginAudit.Responder")]
    [InlineData("tests/Unit")]
    public async Task No_name_is_ambiguous_beside_the_published_packages(string project)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar) is var parts && !parts.Contains("obj") && !parts.Contains("bin"));
        Assert.Empty(await AmbiguousNamesAsync(sources.Select(file => Parse(File.ReadAllText(file), file))));
    }

    [Fact]
    public async Task A_name_that_a_published_package_shares_is_found()
    {
        var source = Parse("using Amazon.CloudWatchLogs; class C { Type? field; }", "C.cs");
        Assert.Contains("'Amazon.CloudWatchLogs.Type'", Assert.Single(await AmbiguousNamesAsync([source])), StringComparison.Ordinal);
    }

    private static async Task<List<string>> AmbiguousNamesAsync(IEnumerable<SyntaxTree> sources)
    {
        var implicitUsings = Parse(
            """
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
            global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; global using Xunit;
            """,
            "Usings.cs");
        var compilation = CSharpCompilation.Create("Sources", [implicitUsings, .. sources], [.. References(), await OtherPublishedTypesAsync()], new(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Id == AmbiguousName).Select(found => found.ToString())];
    }

    // The assemblies that the tests run with are those that the sources are compiled with.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));

    // An assembly of empty types with the names that the stand-ins leave out.
    private static async Task<MetadataReference> OtherPublishedTypesAsync()
    {
        var code = new StringBuilder();
        foreach (var (space, path) in Services)
        {
            using var model = await Botocore.LoadOrSkipAsync(path);
            foreach (var shape in model.RootElement.GetProperty("shapes").EnumerateObject())
            {
                if (NamespaceOf(shape.Value, space) is { } holder && typeof(AmazonCloudWatchLogsClient).Assembly.GetType($"{holder}.{shape.Name}") is null)
                    code.AppendLine($"namespace {holder} {{ public class @{shape.Name} {{ }} }}");
            }
        }
        var assembly = new MemoryStream();
        var result = CSharpCompilation.Create("Published", [Parse(code.ToString(), "Published.cs")], References(), new(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(assembly.ToArray());
    }

    private static string? NamespaceOf(JsonElement shape, string service) => shape.GetProperty("type").GetString() switch
    {
        "string" when shape.TryGetProperty("enum", out _) => service,
        "structure" => service + ".Model",
        _ => null,
    };

    private static SyntaxTree Parse(string code, string path) =>
        CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET10_0_OR_GREATER"]), path);
}
