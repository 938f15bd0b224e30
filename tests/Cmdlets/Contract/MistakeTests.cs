using AwsLoginAudit.Tests.Cmdlets;

namespace AwsLoginAudit.Tests.Contract;

/// <summary>What a person can mistype is one error with an id, which says what is expected. Nothing is asked of AWS before.</summary>
public sealed class MistakeTests : IDisposable
{
    private const int Fewest = 120;

    private readonly Engine engine = new();

    public static TheoryData<string> Rows => [.. Lines()];

    [Fact]
    public void There_are_many() => Assert.InRange(Lines().Count(), Fewest, int.MaxValue);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_mistake_is_one_error_that_says_what_is_expected(string row)
    {
        // Pipelines have a bar too.
        var parts = row.Split(" | ");
        var (command, id, words) = (string.Join(" | ", parts[..^2]), parts[^2], parts[^1]);
        engine.Set("keys", new System.Collections.Hashtable { ["AccessKey"] = "a", ["SecretKey"] = "b" });
        var error = Assert.Single(engine.Run($"try {{ {command} }} catch {{ throw }}").Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId + ",", StringComparison.Ordinal);
        Assert.Contains(words.Trim(), error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("{1,", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("[A-Za-z", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error.Exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => engine.Dispose();

    private static IEnumerable<string> Lines() =>
        File.ReadLines(Path.Combine(Built.Repository, "tests", "Cmdlets", "Contract", "Mistakes.txt")).Where(line => line.Length > 0 && line[0] != '#');
}
