using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Docs;

/// <summary>What pages name is there: files, headings, tests, errors.</summary>
public sealed partial class PageTests
{
    public static TheoryData<string> Pages => [.. Page.All.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading_of_it(string name)
    {
        var page = Page.Of(name);
        foreach (var link in page.Links.Where(IsHere))
        {
            var (file, anchor) = link.Split('#') is [var path, var heading] ? (path, heading) : (link, null);
            var target = file.Length == 0 ? page.FullName : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.FullName)!, file));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{name} links to {link}");
            if (anchor is not null)
                Assert.Contains(anchor, Page.All.Single(other => other.FullName == target).Anchors);
        }
    }

    [Fact]
    public void Every_page_is_reached_from_README()
    {
        var reached = new HashSet<string> { Page.Of("README.md").FullName };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var from))
        {
            foreach (var link in Page.All.Single(page => page.FullName == from).Links.Where(IsHere))
            {
                var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, link.Split('#')[0]));
                if (target.EndsWith(".md", StringComparison.Ordinal) && reached.Add(target))
                    open.Enqueue(target);
            }
        }
        Assert.All(Page.All, page => Assert.Contains(page.FullName, reached));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_test_that_is_named_is_there(string name)
    {
        var tests = Directory.GetFiles(Path.Combine(Built.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(Path.GetFileNameWithoutExtension);
        foreach (Match named in Tests().Matches(Page.Of(name).Text))
        {
            var method = named.Groups["method"].Value;
            var files = tests[named.Groups["class"].Value].ToList();
            Assert.True(files.Count > 0, $"{name} names {named.Value}");
            Assert.True(method.Length == 0 || files.Exists(file => File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal)), $"{name} names {named.Value}");
        }
    }

    [Fact]
    public void Operations_has_a_remedy_for_every_ErrorId()
    {
        var rows = Rows().Matches(Page.Of("docs/operations.md").Text.Split("## Errors by their ErrorId")[1]);
        var ids = rows.SelectMany(row => row.Groups["ids"].Value.Split(", ")).ToList();
        Assert.Equal(Enum.GetNames<LoginAuditError>().Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void README_has_at_most_1200_words_the_demo_and_the_tests()
    {
        var text = Page.Of("README.md").Text;
        Assert.InRange(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, 1200);
        Assert.Contains("dotnet run --project samples/Demo", text, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project tests/Suite", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_small_enough_to_be_read_with_the_page() =>
        Assert.All(Directory.GetFiles(Path.Combine(Page.Root, "docs", "images")), picture => Assert.InRange(new FileInfo(picture).Length, 1_000, 150_000));

    private static bool IsHere(string link) => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?<class>[A-Z][A-Za-z]+Tests)\b(\.(?<method>\w+))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tests();

    [GeneratedRegex(@"^\| (?<ids>[A-Z][A-Za-z]+(, [A-Z][A-Za-z]+)*) \| (?!remedy)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rows();
}
