using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Recognises formats that are not supported, and says what to use instead.</summary>
internal static class ForeignFormats
{
    private const string AsXml = "Save the events as XML: wevtutil qe Security /f:RenderedXml > security.xml";
    private const string PipeEvents = "Pipe the events of Get-WinEvent, not their text.";
    private const string ExportAgain = "Export the log group with: aws logs filter-log-events --output json";

    // The beginnings of files. Bytes that are not text are read as U+FFFD.
    private static readonly (string Start, string Name, string Instead)[] Starts =
    [
        ("PK\u0003\u0004", "a ZIP archive or an Excel workbook", "Extract it, and give the files in it."),
        ("7z\uFFFD\uFFFD'", "a 7-Zip archive", "Extract it, and give the files in it."),
        ("Rar!", "a RAR archive", "Extract it, and give the files in it."),
        ("\uFFFD7zXZ", "compressed with xz", "Extract it, or compress it with gzip."),
        ("BZh", "compressed with bzip2", "Extract it, or compress it with gzip."),
        ("(\uFFFD/\uFFFD", "compressed with Zstandard", "Extract it, or compress it with gzip."),
        ("%PDF", "a PDF document", "Give the export from which the PDF was created."),
        ("PAR1", "a Parquet file", ExportAgain),
        ("SQLite format 3", "a SQLite database", AsXml),
        ("0\0\u664C\u654C", "an event log of Windows Server 2003 or older (.evt)", "Open it in Event Viewer and save it as .evtx or XML."),
        ("<Objs ", "PowerShell objects (CLIXML)", "Run Import-Clixml on it, and pipe the objects."),
        ("<QueryList", "a query of Event Viewer", AsXml),
        ("<ViewerConfig", "a custom view of Event Viewer", AsXml),
        ("<Sysmon", "a configuration of Sysmon", AsXml),
        ("Event[0]", "text of wevtutil", AsXml),
        ("Log Name:", "text that was copied from Event Viewer without event XML", "In Event Viewer use Copy, then Copy Details as Text; or: " + AsXml),
        ("ProviderName:", "a table of Get-WinEvent", PipeEvents),
        ("TimeCreated ", "a list of Get-WinEvent", PipeEvents),
        ("\u001B[", "colored output of a terminal", "Run aws with --color off."),
        ("|  ", "a table of the AWS CLI", "Run it with --output json."),
        ("-----", "a table of the AWS CLI", "Run it with --output json."),
        ("CEF:", "CEF", AsXml),
    ];

    // Only events of Get-WinEvent, wevtutil and similar tools have these names.
    private static readonly HashSet<string> WindowsNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "ProviderName", "EventRecordID", "TimeCreated", "LevelDisplayName", "TaskDisplayName", "KeywordsDisplayNames",
    };

    private static readonly Regex Syslog = new("^<[0-9]{1,3}>[0-9A-Z]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));

    /// <summary>Returns the format and what to use instead; null if the format is unknown.</summary>
    /// <param name="head">The first characters of the file.</param>
    public static (string Name, string Instead)? Find(ReadOnlySpan<char> head)
    {
        if (IsHtml(head.Slice(XmlProlog.SkipMiscellaneous(head))))
            return ("an HTML page", "Save the export itself, not the page that shows it.");
        foreach (var (start, name, instead) in Starts)
        {
            if (head.StartsWith(start.AsSpan()))
                return (name, instead);
        }
        if (Syslog.IsMatch(head.Slice(0, Math.Min(head.Length, 8)).ToString()))
            return ("syslog", AsXml);
        return FindCsv(head);
    }

    /// <summary>Whether a document begins like an HTML page.</summary>
    public static bool IsHtml(ReadOnlySpan<char> text) =>
        text.StartsWith("<html".AsSpan(), StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!DOCTYPE html".AsSpan(), StringComparison.OrdinalIgnoreCase);

    private static (string Name, string Instead)? FindCsv(ReadOnlySpan<char> head)
    {
        var (names, first, _, _) = CsvColumns.ReadRows(head);
        if (IsOfEventViewer(names, first))
            return ("a CSV or text file of Event Viewer without event XML", "In Event Viewer save the events as XML or .evtx.");
        if (names.Any(WindowsNames.Contains))
            return ("a CSV of Windows events without event XML", "Export-Csv does not write the values of events. " + PipeEvents + " Or: " + AsXml);
        if (names.Any(name => LogMembers.Of(name) != JsonMember.Foreign && name.StartsWith("@", StringComparison.Ordinal)))
            return ("a result of Logs Insights without @message", "Add @message, @logStream and @timestamp to the fields of the query.");
        return null;
    }

    // Event Viewer names five columns in the language of Windows. The sixth value is the text of the event, and is left out if empty.
    private static bool IsOfEventViewer(IReadOnlyList<string> names, IReadOnlyList<string> first)
    {
        const int Names = 5;
        return names.Contains("Event ID", StringComparer.OrdinalIgnoreCase)
            || (names.Count == Names && (first.Count == Names + 1 || first.Any(cell => cell.StartsWith("Microsoft-Windows-", StringComparison.Ordinal))));
    }
}
