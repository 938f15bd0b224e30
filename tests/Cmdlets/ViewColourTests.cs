namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class ViewColourTests : IDisposable
{
    private const char Escape = '\u001b';
    private const string NoColour = "NO_COLOR";

    private readonly string? wanted = Environment.GetEnvironmentVariable(NoColour);

    public ViewColourTests() => Environment.SetEnvironmentVariable(NoColour, null);

    [Fact]
    public void Over_the_limit_is_red_and_suspicious_is_yellow_where_the_host_shows_colours()
    {
        using var views = new Views(80, colours: true);
        var counts = views.Raw(ViewSamples.Counts);
        Assert.Contains("\u001b[31;1mmi-07c4e1a9b2d35f680\u001b[0m", counts[^2], StringComparison.Ordinal);
        Assert.Contains("\u001b[31;1m123456789\u001b[0m", counts[^2], StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, counts[^1]);
        var failures = views.Raw(ViewSamples.Failures);
        Assert.DoesNotContain(Escape, failures[^2]);
        Assert.Contains("\u001b[33;1m(!) %6\\u001b", failures[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Colours_take_no_room(int columns)
    {
        using var coloured = new Views(columns, colours: true);
        using var plain = new Views(columns);
        Assert.Equal(plain.Show(ViewSamples.Counts), coloured.Show(ViewSamples.Counts));
        Assert.Equal(plain.Show(ViewSamples.Failures), coloured.Show(ViewSamples.Failures));
    }

    [Fact]
    public void A_plain_host_gets_no_escape_character()
    {
        using var views = new Views(120);
        foreach (var sample in ViewSamples.All.Values)
        {
            foreach (var shape in new[] { "Format-Table", "Format-List" })
                Assert.All(views.Raw(sample, shape), line => Assert.DoesNotContain(Escape, line));
        }
    }

    [Fact]
    public void A_console_whose_output_goes_elsewhere_gets_no_escape_character()
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "These tests run in a terminal.");
        using var views = new Views(120, colours: true, name: "ConsoleHost");
        Assert.All(views.Raw(ViewSamples.Counts), line => Assert.DoesNotContain(Escape, line));
    }

    [Fact]
    public void Who_wants_no_colours_gets_none()
    {
        using var views = new Views(120, colours: true);
        Environment.SetEnvironmentVariable(NoColour, "1");
        Assert.All(views.Raw(ViewSamples.Counts), line => Assert.DoesNotContain(Escape, line));
    }

    public void Dispose() => Environment.SetEnvironmentVariable(NoColour, wanted);
}
