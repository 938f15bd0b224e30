using System.Text;

namespace AwsLoginAudit;

/// <summary>Writes the report as plain text, with the same content as the page, for mail programs and consoles.</summary>
internal static class TextReport
{
    private const int BarWidth = 40;

    public static string Write(ReportContent content)
    {
        var text = new StringBuilder();
        text.Append(content.Headline).Append('\n');
        WriteList(text, "Incomplete", content.IncompleteReasons);
        text.Append('\n');
        foreach (var fact in content.Facts)
            text.Append((fact.Label + ":").PadRight(21)).Append(fact.Value).Append('\n');
        foreach (var group in content.Groups)
            Write(text, group);
        WriteTop(text, content.Others);
        WriteList(text, "Note", content.Notes);
        if (content.Last.Count > 0)
        {
            WriteHeading(text, "Last failures");
            foreach (var failure in content.Last)
                text.Append(failure.Time).Append("  ").Append(failure.Instance).Append("  ").Append(failure.What).Append('\n');
        }
        WriteList(text, "What to do next", content.Advice);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ReportContent.Group group)
    {
        WriteHeading(text, group.Computer is null ? group.Name : $"{group.Name} ({group.Computer})");
        text.Append(group.Sentence).Append('\n');
        if (group.Bars.Count > 0)
        {
            text.Append('\n').Append(group.BarsHeading).Append('\n');
            foreach (var bar in group.Bars)
            {
                var length = bar.Count == 0 ? 0 : Math.Max(1, (int)Math.Round(bar.Share * BarWidth));
                text.Append("  ").Append(bar.Label).Append("  ").Append(new string('#', length)).Append(length > 0 ? " " : "").Append(Words.Number(bar.Count)).Append('\n');
            }
        }
        foreach (var list in group.Lists)
            WriteTop(text, list);
    }

    private static void WriteTop(StringBuilder text, ReportContent.TopList list)
    {
        if (list.Rows.Count == 0)
            return;
        text.Append('\n').Append(list.Heading).Append('\n');
        foreach (var tally in list.Rows)
            text.Append("  ").Append(Words.Number(tally.Count).PadLeft(9)).Append("  ").Append(tally.Name).Append('\n');
    }

    private static void WriteHeading(StringBuilder text, string heading) =>
        text.Append('\n').Append(heading).Append('\n').Append('-', Math.Min(heading.Length, 72)).Append('\n');

    private static void WriteList(StringBuilder text, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        WriteHeading(text, heading);
        foreach (var line in lines)
            text.Append("- ").Append(line).Append('\n');
    }
}
