using System.Globalization;
using System.Xml.Linq;

namespace AwsLoginAudit;

/// <summary>
/// Writes the report as one self-contained page that is also the body of a mail: tables and inline styles for Outlook, a style sheet
/// for dark and narrow screens and for print, no script and no remote content.
/// </summary>
/// <remarks>
/// The page is built as XML nodes, so values of events cannot become markup. The only links are to the console of AWS, and no event is part of them.
/// </remarks>
internal static class HtmlReport
{
    private const string Font = "font-family:'Segoe UI',-apple-system,BlinkMacSystemFont,Roboto,Helvetica,Arial,sans-serif;";
    private const string Wrap = "word-break:break-word;overflow-wrap:anywhere;";
    private const string Ink = "color:#1b1f24;";
    private const string Quiet = "color:#57606a;";
    private const string Number = "text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;";
    private const string AlertColour = "#b42318";
    private const string NoticeColour = "#8a5a00";
    private const string CalmColour = "#1a7f4b";
    private const string QuietColour = "#57606a";

    // Mail programs without media queries show the light page.
    private const string StyleSheet =
        "@media (prefers-color-scheme: dark){"
        + ".page{background:#0f1216 !important}.card{background:#171b21 !important;border-color:#2a3038 !important}"
        + ".ink{color:#e8ebef !important}.quiet{color:#a3adb8 !important}.line{border-color:#2a3038 !important}"
        + ".alert{color:#ff8a7a !important}.calm{color:#5fd49a !important}.notice{color:#f0b429 !important}.link{color:#7ab7ff !important}}"
        + "@media (max-width:520px){.pad{padding:16px !important}.half{display:block !important;width:100% !important;padding:14px 0 0 0 !important}}"
        + "@media print{.page{background:#ffffff !important}.card{max-width:none !important;border:none !important}.keep,tr{break-inside:avoid}.whole{break-inside:auto !important}}";

    public static string Write(ReportContent content)
    {
        var (accent, tone) = Tone(content.Tone);
        var body = new XElement("body",
            Attributes("page", "margin:0;padding:0;background:#f3f4f6;" + Font),
            new XElement("table", Layout("page", "background:#f3f4f6;"),
                new XElement("tr", new XElement("td", new XAttribute("align", "center"), new XAttribute("style", "padding:16px 8px;"),
                    Card(content, accent, tone)))));
        Unlink(body);
        var html = new XElement("html", new XAttribute("lang", "en"),
            new XElement("head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
                new XElement("title", content.Title),
                new XElement("style", StyleSheet)),
            body);
        return "<!DOCTYPE html>\n" + html.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    // Mail programs turn domains within one element into links, even a domain that somebody typed as a name, so each dot gets its own element.
    private static void Unlink(XElement body)
    {
        foreach (var text in body.DescendantNodes().OfType<XText>().Where(text => text.Value.IndexOf('.') >= 0).ToList())
        {
            var parts = LinkText.Dot.Split(text.Value);
            text.ReplaceWith(parts.SelectMany((part, index) => index == 0 ? new object[] { part } : [new XElement("span", "."), part]));
        }
    }

    private static (string Colour, string Class) Tone(ReportContent.Mood mood) => mood switch
    {
        ReportContent.Mood.Alert => (AlertColour, "alert"),
        ReportContent.Mood.Notice => (NoticeColour, "notice"),
        ReportContent.Mood.Calm => (CalmColour, "calm"),
        _ => (QuietColour, "quiet"),
    };

    private static XElement Card(ReportContent content, string accent, string tone)
    {
        var rows = new List<XElement?>
        {
            Section(Heading(content, accent, tone)),
            List("Incomplete", content.IncompleteReasons),
        };
        rows.AddRange(content.Findings.Select((finding, at) => Section(at == 0 ? Title("Findings") : "", FindingOf(finding))));
        rows.Add(content.MoreFindings is { } more ? Section(Paragraph(more)) : null);
        rows.Add(content.Over.Rows.Count == 0 ? null : Whole(Title(content.Over.Heading), Names(content.Over)));
        rows.Add(List("Exclusions", content.Excluded));
        rows.Add(List("Note", content.Notes));
        rows.AddRange(content.Groups.Select(group => Section(Kept(GroupOf(group)))));
        rows.Add(content.Others.Rows.Count == 0 ? null : Whole(Title(content.Others.Heading), TopTable(content.Others)));
        rows.Add(content.Last.Count == 0 ? null : Whole(Title("Last failures"), LastTable(content.Last)));
        rows.Add(Section(Title("About this report"), Facts(content.Facts), Sources(content)));
        return new XElement("table",
            Attributes("card", "width:100%;max-width:720px;border-collapse:separate;background:#ffffff;border:1px solid #d8dee4;border-radius:8px;text-align:left;"),
            new XAttribute("width", "720"), new XAttribute("cellpadding", "0"), new XAttribute("cellspacing", "0"), new XAttribute("role", "presentation"),
            new XElement("tr", new XElement("td", new XAttribute("bgcolor", accent), new XAttribute("style", $"background:{accent};height:4px;line-height:4px;font-size:1px;border-radius:8px 8px 0 0;"), "\u00a0")),
            rows.Where(row => row is not null));
    }

    private static XElement Section(params object[] content) => new("tr", Cell(content));

    // Print may cut a list between two of its rows.
    private static XElement Whole(params object[] content) => new("tr", new XAttribute("class", "whole"), Cell(content));

    private static XElement Cell(object[] content) => new("td", Attributes("pad line", $"padding:20px 28px;border-bottom:1px solid #eaeef2;{Wrap}"), content);

    private static XElement Kept(object[] content) => new("div", new XAttribute("class", "keep"), content);

    private static XElement Paragraph(string text) => new("div", Attributes("ink", Ink + "font-size:14px;line-height:21px;margin:0 0 6px 0;"), text);

    private static XElement? List(string heading, IReadOnlyList<string> lines) => lines.Count == 0 ? null : Section(Title(heading), Items(lines));

    private static XElement Items(IReadOnlyList<string> lines) => new("ul", new XAttribute("style", "margin:0;padding-left:20px;"),
        lines.Select(line => new XElement("li", Attributes("ink", Ink + "font-size:14px;line-height:21px;margin:0 0 6px 0;"), line)));

    private static object[] Heading(ReportContent content, string accent, string tone) =>
    [
        new XElement("div", Attributes("quiet", Quiet + "font-size:12px;letter-spacing:.06em;text-transform:uppercase;margin:0 0 6px 0;"), "Failed Windows logins"),
        new XElement("h1", Attributes(tone, $"margin:0 0 10px 0;color:{accent};font-size:22px;line-height:29px;font-weight:600;"), content.Headline),
        .. content.Verdict.Select(Paragraph),
    ];

    private static XElement FindingOf(ReportContent.Finding finding)
    {
        var (colour, tone) = Tone(finding.Severity >= LoginAuditSeverity.Medium ? ReportContent.Mood.Alert : finding.Severity == LoginAuditSeverity.Low ? ReportContent.Mood.Notice : ReportContent.Mood.Neutral);
        return Kept(
        [
            new XElement("div", Attributes(tone, $"color:{colour};font-size:12px;line-height:17px;font-weight:600;"), finding.Severity.ToString()),
            new XElement("div", Attributes("ink", Ink + "font-size:16px;line-height:23px;font-weight:600;margin:0 0 6px 0;"), finding.Title),
            Facts(finding.Details),
            new XElement("div", Attributes("ink", Ink + "font-size:14px;line-height:21px;font-weight:600;margin:8px 0 4px 0;"), "Next steps"),
            Items(finding.NextSteps),
        ]);
    }

    // Thousands of names in as little space as they need.
    private static XElement Names(ReportContent.TopList list) => new("div", Attributes("ink", Ink + "font-size:13px;line-height:19px;"),
        list.Rows.Select((row, at) => new object[] { at == 0 ? "" : new XElement("br"), $"{row.Name}: {Words.Number(row.Count)}" }));

    private static object[] Sources(ReportContent content) =>
    [
        .. content.Links.Select(link => new XElement("div", new XAttribute("style", "margin:8px 0 0 0;font-size:13px;line-height:20px;"),
            new XElement("a", Attributes("link", "color:#0b5cad;"), new XAttribute("href", link.Address), link.Text))),
        content.Command is null ? "" : new XElement("div", Attributes("quiet", Quiet + "font-size:13px;line-height:20px;margin:8px 0 0 0;"), "The same events by command:"),
        content.Command is null ? "" : new XElement("div", Attributes("ink", Ink + Wrap + "font-family:Consolas,Menlo,monospace;font-size:12px;line-height:18px;"), content.Command),
    ];

    private static XElement Facts(IReadOnlyList<ReportContent.Fact> facts) => Table(facts.Select(fact => new XElement("tr",
        new XElement("td", Attributes("quiet", Quiet + "font-size:13px;line-height:20px;padding:2px 16px 2px 0;vertical-align:top;white-space:nowrap;"), fact.Label),
        new XElement("td", Attributes("ink", Ink + Wrap + "font-size:13px;line-height:20px;padding:2px 0;width:100%;"), fact.Value))));

    private static object[] GroupOf(ReportContent.Group group)
    {
        var colour = group.Over ? "alert" : "ink";
        var style = group.Over ? $"color:{AlertColour};" : Ink;
        return
        [
            Table([new XElement("tr",
                new XElement("td", Attributes("ink", Ink + Wrap + "font-size:17px;line-height:24px;font-weight:600;"),
                    group.Name,
                    group.Computer is null ? null : new XElement("span", Attributes("quiet", Quiet + "font-weight:400;font-size:13px;"), " " + group.Computer)),
                new XElement("td", Attributes(colour, style + Number + "font-size:22px;line-height:26px;font-weight:600;padding-left:12px;vertical-align:top;"), Words.Number(group.Count)))]),
            new XElement("div", Attributes("ink", Ink + "font-size:14px;line-height:21px;margin:4px 0 14px 0;"), group.Sentence),
            group.Bars.Count == 0 ? "" : SmallTitle(group.BarsHeading),
            group.Bars.Count == 0 ? "" : BarTable(group),
            Lists(group.Lists),
        ];
    }

    private static XElement BarTable(ReportContent.Group group) => Table(group.Bars.Select(bar => new XElement("tr",
        new XElement("td", Attributes("quiet", Quiet + "font-size:12px;line-height:16px;padding-right:10px;white-space:nowrap;"), bar.Label),
        new XElement("td", new XAttribute("width", "100%"), bar.Count == 0 ? "" : BarOf(bar, group.Over)),
        new XElement("td", Attributes("ink", Ink + Number + "font-size:12px;line-height:16px;padding-left:10px;"), Words.Number(bar.Count)))));

    // Outlook applies widths to tables only.
    private static XElement BarOf(ReportContent.Bar bar, bool over) => new("table",
        new XAttribute("role", "presentation"),
        new XAttribute("width", Math.Max(1, (int)Math.Round(bar.Share * 100)).ToString(CultureInfo.InvariantCulture) + "%"),
        new XAttribute("bgcolor", over ? AlertColour : "#6e7781"), new XAttribute("cellpadding", "0"), new XAttribute("cellspacing", "0"),
        new XElement("tr", new XElement("td", new XAttribute("style", "height:10px;line-height:10px;font-size:1px;"), "\u00a0")));

    // On narrow screens the two lists are one below the other.
    private static XElement Lists(IReadOnlyList<ReportContent.TopList> lists) => Table(
        Enumerable.Range(0, (lists.Count + 1) / 2).Select(row => new XElement("tr",
            lists.Skip(row * 2).Take(2).Select((list, column) => new XElement("td",
                Attributes("half", $"width:50%;vertical-align:top;padding:14px {(column == 0 ? "12px 0 0" : "0 0 12px")};{Wrap}"),
                SmallTitle(list.Heading),
                TopTable(list))))));

    private static XElement TopTable(ReportContent.TopList list) => Table(list.Rows.Select(tally => new XElement("tr",
        new XElement("td", Attributes("ink", Ink + Wrap + "font-size:13px;line-height:19px;padding:1px 0;"), tally.Name),
        new XElement("td", Attributes("ink", Ink + Number + "font-size:13px;line-height:19px;padding:1px 0 1px 10px;vertical-align:top;"), Words.Number(tally.Count)))));

    private static XElement LastTable(IReadOnlyList<ReportContent.Failure> failures) => Table(failures.Select(failure => new XElement("tr",
        new XElement("td", Attributes("line", $"padding:6px 0;border-bottom:1px solid #eaeef2;{Wrap}"),
            new XElement("div", Attributes("quiet", Quiet + "font-size:12px;line-height:17px;"), failure.Time + OwnWords.Separator + failure.Instance),
            new XElement("div", Attributes("ink", Ink + "font-size:13px;line-height:19px;"), failure.What)))));

    private static XElement Title(string text) =>
        new("h2", Attributes("ink", Ink + "margin:0 0 10px 0;font-size:15px;line-height:21px;font-weight:600;"), text);

    private static XElement SmallTitle(string text) =>
        new("div", Attributes("quiet", Quiet + "font-size:12px;line-height:17px;margin:0 0 4px 0;"), text);

    private static XElement Table(IEnumerable<XElement> rows) => new("table", Layout("", "width:100%;border-collapse:collapse;"), rows);

    private static object[] Layout(string cssClass, string style) =>
    [
        new XAttribute("role", "presentation"), new XAttribute("width", "100%"), new XAttribute("cellpadding", "0"), new XAttribute("cellspacing", "0"),
        .. Attributes(cssClass, style),
    ];

    private static object[] Attributes(string cssClass, string style) => cssClass.Length == 0
        ? [new XAttribute("style", style)]
        : [new XAttribute("class", cssClass), new XAttribute("style", style)];
}
