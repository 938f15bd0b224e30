using System.Security;
using Microsoft.Playwright;

namespace AwsLoginAudit.Tests.Browser;

/// <summary>The report as a reader's browser shows it, scripts allowed.</summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private const float SmallestContrast = 4.5f;

    private static readonly string[] HostileNames =
    [
        "<script>window.pwned=1</script>",
        "<img src=x onerror=window.pwned=1>",
        "\"><svg onload=window.pwned=1>",
        "</style></title><script>window.pwned=1</script>",
        "<style>*{display:none}</style><a href=http://192.0.2.1/>x</a>",
        "javascript:window.pwned=1//" + new string('x', 90),
    ];

    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    // Each text on the page, by the colour behind it; WCAG 2.2's formula.
    private const string Contrasts = """
        () => {
            const parse = colour => colour.match(/[\d.]+/g).map(Number);
            const linear = part => (part /= 255) <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
            const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
            const behind = element => {
                for (; element; element = element.parentElement) {
                    const colour = parse(getComputedStyle(element).backgroundColor);
                    if (colour.length < 4 || colour[3] > 0) return colour;
                }
                return [255, 255, 255];
            };
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
                const text = walker.currentNode.data.trim();
                if (!text) continue;
                const element = walker.currentNode.parentElement;
                const [low, high] = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))].sort((a, b) => a - b);
                found.push({ text, contrast: (high + 0.05) / (low + 0.05) });
            }
            return found;
        }
        """;

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(1200, ColorScheme.Light)]
    [InlineData(1200, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task A_report_of_hostile_names_is_only_read(int width, ColorScheme scheme)
    {
        using var playwright = await DriverAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        List<string> requests = [], complaints = [];
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        var address = new Uri(folder.Write("report.html", HostileReport().ToHtml())).AbsoluteUri;

        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.pwned"));
        Assert.Equal([address], requests);
        Assert.Empty(complaints);
        var seen = await page.Locator("body").InnerTextAsync();
        Assert.All(HostileNames, name => Assert.Contains(Disarmed("CORP\\" + name[..Math.Min(name.Length, 110)]), seen, StringComparison.Ordinal));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "The page is wider than the screen.");
        Assert.Equal(
            scheme == ColorScheme.Dark ? "rgb(15, 18, 22)" : "rgb(243, 244, 246)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        var texts = await page.EvaluateAsync<Seen[]>(Contrasts);
        Assert.NotEmpty(texts);
        Assert.DoesNotContain(texts, text => text.Contrast < SmallestContrast);
    }

    // The width of a mail program's reading pane; the mail is what SES got, and not what was meant to be sent.
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_mail_reads_well_at_600_pixels(ColorScheme scheme)
    {
        using var playwright = await DriverAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox"] });
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Run(
            $"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Measure-LoginAuditFailure | Send-LoginAuditReport @mail @aws").Objects<LoginAuditReceipt>();
        var html = Assert.Single(scene.Account.Server.Mail.Outbox).Message.HtmlBody!;
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 600, Height = 900 }, ColorScheme = scheme });

        await page.GotoAsync(new Uri(folder.Write("mail.html", html)).AbsoluteUri, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 600, "The mail is wider than the pane.");
        Assert.DoesNotContain(await page.EvaluateAsync<Seen[]>(Contrasts), text => text.Contrast < SmallestContrast);
        var heading = page.Locator("h1");
        Assert.Contains("WIN-0a41: ", await heading.InnerTextAsync(), StringComparison.Ordinal);
        Assert.InRange((await heading.BoundingBoxAsync())!.Y, 0, 120);
        Assert.True(await page.GetByText("All 46 failed logins are in the attached failures.csv.gz").IsVisibleAsync());
    }

    [Fact]
    public async Task Print_cuts_no_finding_and_no_machine_in_two()
    {
        using var playwright = await DriverAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(folder.Write("print.html", HostileReport().ToHtml())).AbsoluteUri);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        var breaks = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.keep')].map(part => getComputedStyle(part).breakInside)");
        Assert.NotEmpty(breaks);
        Assert.All(breaks, inside => Assert.Equal("avoid", inside));
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    public void Dispose() => folder.Dispose();

    // Of the one URL among the names no mail program may make a link.
    private static string Disarmed(string name) => name.Replace("http://192.0.2.1/", "http[:]//192[.]0[.]2[.]1/", StringComparison.Ordinal);

    private static LoginAuditReport HostileReport()
    {
        var parser = new EventParser();
        return Sample.Of(HostileNames.SelectMany((name, index) => Enumerable.Range(0, index + 2).Select(i => (LoginAuditFailure)parser.Parse(
            new LogEvent(i % 2 == 0 ? "i-0a41c7d2e95f3b601" : name, null,
                new SecurityEvent(Sample.Start.AddSeconds((index * 30) + i), "WIN-1.corp.example", (index * 100) + i) { Account = SecurityElement.Escape(name) }.Rendered),
            Sample.Read))));
    }

    private static async Task<IPlaywright> DriverAsync()
    {
        try
        {
            return await Playwright.CreateAsync();
        }
        catch (PlaywrightException failure)
        {
            Assert.Skip("Playwright's driver does not start here: " + failure.Message);
            throw;
        }
    }

    private static string Chromium()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = Browsers
            .SelectMany(name => folders.Select(path => Path.Combine(path, name)))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"None of {string.Join(", ", Browsers)} is on the PATH.");
        return found!;
    }

    private sealed record Seen
    {
        public string Text { get; init; } = "";

        public float Contrast { get; init; }
    }
}
