namespace AwsLoginAudit;

/// <summary>Writes the report as plain text of 80 columns, with the same content as the page, for mail programs and consoles.</summary>
internal static class TextReport
{
    private const int BarWidth = 40;
    private const int LabelWidth = 21;

    public static string Write(ReportContent content)
    {
        var text = new WrappedText();
        text.Line(content.Headline);
        if (content.Verdict.Count > 0)
            text.Line();
        foreach (var sentence in content.Verdict)
            text.Line(sentence);
        WriteList(text, "Incomplete", content.IncompleteReasons);
        WriteFindings(text, content);
        WriteTop(text, content.Over, isHeading: true);
        WriteList(text, "Exclusions", content.Excluded);
        WriteList(text, "Note", content.Notes);
        foreach (var group in content.Groups)
            Write(text, group);
        WriteTop(text, content.Others, isHeading: true);
        if (content.Last.Count > 0)
        {
            WriteHeading(text, "Last failures");
            foreach (var failure in content.Last)
                text.Line($"{failure.Time}  {failure.Instance}  {failure.What}");
        }
        WriteSources(text, content);
        return text.ToString();
    }

    private static void WriteFindings(WrappedText text, ReportContent content)
    {
        if (content.Findings.Count > 0)
            WriteHeading(text, "Findings");
        foreach (var finding in content.Findings)
        {
            if (finding != content.Findings[0])
                text.Line();
            text.Line($"{finding.Severity}: {finding.Title}");
            foreach (var detail in finding.Details)
                text.Line($"  {detail.Label}: {detail.Value}");
            text.Line("  Next steps:");
            foreach (var step in finding.NextSteps)
                text.Line("  - " + step);
        }
        if (content.MoreFindings is { } more)
        {
            text.Line();
            text.Line(more);
        }
    }

    private static void Write(WrappedText text, ReportContent.Group group)
    {
        WriteHeading(text, group.Computer is null ? group.Name : $"{group.Name} ({group.Computer})");
        text.Line(group.Sentence);
        if (group.Bars.Count > 0)
        {
            text.Line();
            text.Line(group.BarsHeading);
            foreach (var bar in group.Bars)
            {
                var length = bar.Count == 0 ? 0 : Math.Max(1, (int)Math.Round(bar.Share * BarWidth));
                text.Line($"  {bar.Label}  {new string('#', length)}{(length > 0 ? " " : "")}{Words.Number(bar.Count)}");
            }
        }
        foreach (var list in group.Lists)
            WriteTop(text, list, isHeading: false);
    }

    private static void WriteTop(WrappedText text, ReportContent.TopList list, bool isHeading)
    {
        if (list.Rows.Count == 0)
            return;
        if (isHeading)
        {
            WriteHeading(text, list.Heading);
        }
        else
        {
            text.Line();
            text.Line(list.Heading);
        }
        foreach (var tally in list.Rows)
            text.Line($"  {Words.Number(tally.Count).PadLeft(9)}  {tally.Name}");
    }

    private static void WriteSources(WrappedText text, ReportContent content)
    {
        WriteHeading(text, "About this report");
        foreach (var fact in content.Facts)
            text.Line((fact.Label + ":").PadRight(LabelWidth) + fact.Value);
        foreach (var link in content.Links)
        {
            text.Line();
            text.Line(link.Text + ":");
            text.Line(link.Address);
        }
        if (content.Command is not { } command)
            return;
        text.Line();
        text.Line("The same events by command:");
        text.Whole(command);
    }

    private static void WriteHeading(WrappedText text, string heading)
    {
        text.Line();
        text.Line(heading);
        text.Line(new string('-', Math.Min(heading.Length, WrappedText.Columns)));
    }

    private static void WriteList(WrappedText text, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        WriteHeading(text, heading);
        foreach (var line in lines)
            text.Line("- " + line);
    }
}
