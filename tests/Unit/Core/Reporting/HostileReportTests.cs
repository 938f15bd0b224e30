using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.VisualBasic.FileIO;

namespace AwsLoginAudit.Tests.Core.Reporting;

/// <summary>Whatever strangers type, and wherever it ends up, a report stays the report that it is.</summary>
public sealed partial class HostileReportTests
{
    private const string Formulas = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

    private static readonly string[] Pieces =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></table>", "<!--", "-->", "]]>", "<![CDATA[", "&", "&lt;", "&#0;", "\"", "'", "\\",
        "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\0", "\u001b[2J", "\u0007", "\u007f", "\u0085", "\u009b",
        "\u00a0", "\u00ad", "\u061c", "\u200b", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060",
        "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udc00", "\ud83d\ude00", "\udb40\udc41",
        "\udb40\udd00", "\udb40\uddef", "\ud81b\udfe4", "\ud804\udc7f", "\u0301", "\u0308", "\u2d7f", ";=1", ",\t+1", ";\"=1", "(others)", " · ", "http://", "www.", ".evil.example/",
        "\u034f", "\u115f", "\u2800", "\u3164", "\ufe0f", "\uffa0", "\ue000", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20A1", ",", ";", " ", "a", "Ж",
    ];

    private static readonly Arbitrary<string[]> Values = Gen.Frequency((5, Gen.Elements(Pieces)), (1, Gen.Choose(0, 0xffff).Select(c => ((char)c).ToString())))
        .ArrayOf().Select(string.Concat).ArrayOf(Enum.GetValues<Place>().Length).ToArbitrary();

    private enum Place
    {
        Account,
        Domain,
        Workstation,
        Address,
        Instance,
        Computer,
        Reason,
        Alarm,
        LogGroup,
    }

    [Fact]
    public void The_page_is_built_the_same() => Holds(values =>
        Assert.Equal(ShapeOf(Report(Enumerable.Repeat("x", values.Length))), ShapeOf(Report(values))));

    [Fact]
    public void The_text_has_the_same_lines() => Holds(values =>
        Assert.Equal(Lines(Report(Enumerable.Repeat("x", values.Length))), Lines(Report(values))));

    [Fact]
    public void No_spreadsheet_takes_a_cell_for_a_formula_whatever_its_list_separator_is() => Holds(values =>
    {
        var csv = Report(values).ToCsv();
        // A spreadsheet that reads the quotation marks, and one that cuts at every separator.
        var cells = CellsOf(csv).Concat(csv.Split("\r\n").SelectMany(line => line.Split(',', ';', '\t')));
        Assert.All(cells, cell => Assert.False(cell.TrimStart(' ', '\u00a0', '"') is [var first, ..] && Formulas.Contains(first, StringComparison.Ordinal), cell));
    });

    [Fact]
    public void A_cell_is_no_longer_than_a_spreadsheet_takes_whatever_it_is_of()
    {
        foreach (var character in new[] { "\ufeff", "\"", "a", ";=" })
        {
            var values = Enumerable.Repeat(string.Concat(Enumerable.Repeat(character, 500_000)), Enum.GetValues<Place>().Length);
            Assert.All(CellsOf(Report(values).ToCsv()), cell => Assert.InRange(cell.Length, 0, 32_767));
        }
    }

    [Fact]
    public void The_table_keeps_its_columns() => Holds(values => Assert.Equal(3 * 26, CellsOf(Report(values).ToCsv()).Count));

    [Fact]
    public void What_is_not_seen_is_shown_as_an_escape() => Holds(values =>
    {
        var report = Report(values);
        Assert.All(new[] { report.ToHtml(), report.ToText(), report.ToJson() }, text => Assert.DoesNotMatch(Unseen(), text.Replace("\n", "", StringComparison.Ordinal)));
        Assert.DoesNotMatch(Unseen(), report.ToCsv().Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotMatch(Unseen(), report.Title);
        Assert.All(values, value => Assert.DoesNotMatch(Unseen(), SafeText.Show(value)));
    });

    [Fact]
    public void JSON_keeps_what_was_typed() => Holds(values =>
    {
        using var json = JsonDocument.Parse(Report(values).ToJson());
        var last = json.RootElement.GetProperty("counts")[0].GetProperty("lastFailures")[0];
        Assert.Equal(WithoutHalves(values[(int)Place.Account]), last.GetProperty("accountName").GetString());
    });

    [Fact]
    public void A_title_is_one_line_of_at_most_200_characters() => Holds(values => Assert.InRange(Report(values.Select(value => value + value)).Title.Length, 1, 200));

    [Theory]
    [InlineData("Jörg Ünal")]
    [InlineData("Иван")]
    [InlineData("山田太郎")]
    [InlineData("مدير")]
    [InlineData("e\u0301")]
    [InlineData("\ud83d\ude00")]
    [InlineData("C:\\x & <y>")]
    public void Letters_of_every_language_are_shown_as_they_are(string name) => Assert.Equal(name, SafeText.Show(name));

    private static void Holds(Action<string[]> rule) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true).WithReplay(2027, 4711), Prop.ForAll(Values, rule));

    private static LoginAuditReport Report(IEnumerable<string> chosen)
    {
        var values = chosen.ToList();
        var window = Sample.Window with { AlarmName = values[(int)Place.Alarm], LogGroupNames = [values[(int)Place.LogGroup]], Region = null };
        var read = new LoginAuditRead(window);
        var hostile = new LoginAuditFailure
        {
            Time = Sample.Start,
            InstanceId = "i-" + values[(int)Place.Instance],
            Computer = values[(int)Place.Computer],
            AccountName = values[(int)Place.Account],
            AccountDomain = values[(int)Place.Domain],
            Workstation = values[(int)Place.Workstation],
            Reason = values[(int)Place.Reason],
            Read = read,
        };
        var other = Sample.Guess(Sample.Start.AddMinutes(1), "i-2", "other", "198.51.100.7", "Wrong password") with { Read = read };
        return Sample.Of([hostile, hostile, hostile with { AccountDomain = null, SourceAddress = values[(int)Place.Address] }, other]);
    }

    // A long line continues with six spaces, as none of the report's own lines begins.
    private static int Lines(LoginAuditReport report) => report.ToText().Unwrapped().Split('\n').Length;

    private static List<string> ShapeOf(LoginAuditReport report) =>
    [
        // The elements around dots go with the text.
        .. XDocument.Parse(report.ToHtml()).Descendants().Where(element => element.Name != "span" || element.HasAttributes).Select(element =>
            $"{element.Ancestors().Count()} {element.Name} {string.Join(' ', element.Attributes())}"),
    ];

    private static List<string> CellsOf(string csv)
    {
        using var parser = new TextFieldParser(new StringReader(csv)) { TextFieldType = FieldType.Delimited, Delimiters = [","], TrimWhiteSpace = false };
        var cells = new List<string>();
        while (parser.ReadFields() is { } row)
            cells.AddRange(row);
        return cells;
    }

    private static string WithoutHalves(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // Control characters, blank letters, what turns the direction of text or has no width, line separators, tags, and halves of a character.
    [GeneratedRegex(@"[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\uffa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|\udb40|\ud81b\udfe4|\ud804\udc7f|\p{Mn}{5}|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Unseen();
}
