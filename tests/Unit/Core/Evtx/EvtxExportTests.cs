using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AwsLoginAudit.Tests.Core.Evtx;

/// <summary>The same events as libyal's evtxexport reads, field for field.</summary>
public sealed partial class EvtxExportTests
{
    [Fact]
    public async Task Every_field_is_the_one_that_evtxexport_reads()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("Security.evtx");
        // No character of two halves: evtxexport 20181227 makes another one of it.
        var events = EvtxEvents.Failures(100).Append(EvtxEvents.Failure(101, "Zoë <b> & \"c\" 'd' €", "HOST.corp.example"));
        await File.WriteAllBytesAsync(path, EvtxFile.Of(events, perChunk: 40), TestContext.Current.CancellationToken);
        if (await ChildProcess.RunAsync("evtxexport", ["-f", "xml", path]) is not { } export)
        {
            Assert.Skip("evtxexport (Debian's libevtx-utils) is not on this machine.");
            return;
        }

        var theirs = EventElement().Matches(export.Output).Select(match => Fields(match.Value)).ToList();
        var ours = (await ReadAsync(path)).Select(Fields).ToList();
        Assert.Equal(101, theirs.Count);
        Assert.Equal(theirs, ours);
    }

    private static async Task<List<string>> ReadAsync(string path)
    {
        var read = new List<string>();
        await foreach (var logEvent in LogFileReader.ReadFileAsync(path, TestContext.Current.CancellationToken))
            read.Add(logEvent.Message);
        return read;
    }

    private static string Fields(string xml) => string.Join('\n', XElement.Parse(xml).DescendantsAndSelf().SelectMany(element =>
        element.Attributes().Select(attribute => $"{element.Name.LocalName}/{attribute.Name.LocalName}={Normal(attribute.Value)}")
            .Append($"{element.Name.LocalName}={(element.HasElements ? "" : Normal(element.Value))}")));

    // It fills hexadecimal numbers up with zeros, writes nine digits of a second, and identifiers in upper case.
    private static string Normal(string value) =>
        HexNumber().IsMatch(value) ? $"0x{Convert.ToUInt64(value, 16):x}"
        : Time().Match(value) is { Success: true } time ? time.Groups["time"].Value
        : System.Guid.TryParseExact(value, "B", out var id) ? $"{id}"
        : value;

    [GeneratedRegex("^<Event .*?^</Event>", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex EventElement();

    [GeneratedRegex("^0x[0-9a-f]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex HexNumber();

    [GeneratedRegex(@"^(?<time>[0-9-]+T[0-9:]+\.[0-9]{7})[0-9]*Z$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Time();
}
