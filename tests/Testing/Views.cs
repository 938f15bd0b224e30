using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Text;

namespace AwsLoginAudit.Tests;

/// <summary>The module's views on a screen of so many columns.</summary>
internal sealed class Views : IDisposable
{
    private readonly TalkingHost host;
    private readonly Engine engine;

    public Views(int columns, bool colours = false, string name = "tests")
    {
        // Bars need an encoding that has them.
        if (Console.OutputEncoding.CodePage != Encoding.UTF8.CodePage)
            Console.OutputEncoding = Encoding.UTF8;
        host = new TalkingHost(screen: new Screen(columns), colours: colours, name: name);
        engine = new Engine(host: host);
    }

    /// <summary>What a person sees of objects, line by line, without the empty ones around them.</summary>
    /// <param name="shown">The objects.</param>
    /// <param name="shape">Format-Table or Format-List; the first view of their type unless given.</param>
    public IReadOnlyList<string> Show(object shown, string? shape = null) =>
        [.. Raw(shown, shape).Select(line => new StringDecorated(line).ToString(OutputRendering.PlainText).TrimEnd())];

    /// <summary>The same as it reaches the host, without what PowerShell itself adds to headers and labels.</summary>
    public IReadOnlyList<string> Raw(object shown, string? shape = null)
    {
        var before = host.Said.Count;
        engine.Set("shown", shown);
        var outcome = engine.Run($"$shown {(shape is null ? "" : "| " + shape)} | Out-Default");
        Assert.Empty(outcome.Errors);
        return [.. host.Said.Skip(before).Select(WithoutStyle).Where(line => line.Trim().Length > 0)];
    }

    private static string WithoutStyle(string line)
    {
        var style = PSStyle.Instance.Formatting;
        string[] added = [style.TableHeader, style.CustomTableHeaderLabel, style.FormatAccent];
        return added.Any(code => line.Contains(code, StringComparison.Ordinal))
            ? added.Append(PSStyle.Instance.Reset).Aggregate(line, (rest, code) => rest.Replace(code, "", StringComparison.Ordinal))
            : line;
    }

    public void Dispose() => engine.Dispose();
}
