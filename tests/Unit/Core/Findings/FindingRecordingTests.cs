using System.Globalization;
using AwsLoginAudit.Tests.Docs;

namespace AwsLoginAudit.Tests.Core.Findings;

/// <summary>The recordings in tests/Recordings/findings, read as files, beside the findings that a person would name.</summary>
public sealed class FindingRecordingTests
{
    // docs/findings.md describes these in "What makes a finding wrong".
    private static readonly IReadOnlyList<string> Wrong = [.. HardScenarios.All.Select(scenario => scenario.FileName)];

    public static TheoryData<string> Recordings { get; } = [.. FindingRecordings.Labels().Keys.Except(Wrong)];

    public static TheoryData<string> WrongRecordings { get; } = [.. Wrong];

    [Fact]
    public void Committed_recordings_and_labels_are_those_of_the_scenarios()
    {
        var committed = Directory.EnumerateFiles(FindingRecordings.Folder).Where(file => Path.GetFileName(file) != "README.md").ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        Assert.Equal(FindingRecordings.Files.Keys.Order(StringComparer.Ordinal), committed.Keys.Order(StringComparer.Ordinal));
        Assert.All(FindingRecordings.Files, file => Assert.Equal(file.Value, committed[file.Key].ReplaceLineEndings("\n")));
        Assert.InRange(committed.Values.Sum(text => (long)text.Length), 1, 1_000_000);
    }

    [Fact]
    public void The_set_has_attacks_of_every_kind_and_situations_that_are_no_attacks()
    {
        Assert.Equal(Enum.GetValues<LoginAuditFindingKind>(), LabelledScenario.All.SelectMany(scenario => scenario.Labels).Select(label => label.Kind).Distinct().Order());
        Assert.InRange(LabelledScenario.All.Count(scenario => scenario.IsAttack), 25, int.MaxValue);
        Assert.InRange(LabelledScenario.All.Count(scenario => !scenario.IsAttack), 15, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task A_recording_has_the_findings_of_its_labels_and_no_other(string name)
    {
        var labels = FindingRecordings.Labels()[name];
        var findings = await FindingRecordings.FindAsync(name);
        Assert.All(labels, label => Assert.Single(findings, label.Describes));
        Assert.All(findings, finding => Assert.Single(labels, label => label.Describes(finding)));
    }

    [Theory]
    [MemberData(nameof(WrongRecordings))]
    public async Task A_recording_that_the_rules_get_wrong_is_still_wrong(string name)
    {
        var (labels, findings) = (FindingRecordings.Labels()[name], await FindingRecordings.FindAsync(name));
        Assert.False(labels.All(label => findings.Any(label.Describes)) && findings.All(finding => labels.Any(label => label.Describes(finding))));
    }

    [Fact]
    public async Task The_table_in_the_documents_has_the_findings_of_each_kind()
    {
        var table = await TableAsync();
        Assert.True(Page.Of("docs/findings.md").Text.Contains(table, StringComparison.Ordinal), table);
    }

    [Fact]
    public async Task The_documents_have_the_number_of_attacks_found_and_of_false_alarms()
    {
        var (attacks, found, benign, wrong) = (0, 0, 0, 0);
        foreach (var (name, labels) in FindingRecordings.Labels())
        {
            var isAttack = labels.Any(label => label.Severity > LoginAuditSeverity.Informational);
            var isFound = (await FindingRecordings.FindAsync(name)).Any(finding => finding.Severity > LoginAuditSeverity.Informational);
            (attacks, found) = (attacks + (isAttack ? 1 : 0), found + (isAttack && isFound ? 1 : 0));
            (benign, wrong) = (benign + (isAttack ? 0 : 1), wrong + (!isAttack && isFound ? 1 : 0));
        }
        var row = string.Create(CultureInfo.InvariantCulture, $"| {found} of {attacks} | {wrong} of {benign} | {100 * found / attacks} % | {100 * found / (found + wrong)} % |");
        Assert.True(Page.Of("docs/findings.md").Text.Contains(row, StringComparison.Ordinal), row);
    }

    private static async Task<string> TableAsync()
    {
        var kinds = Enum.GetValues<LoginAuditFindingKind>().ToDictionary(kind => kind, _ => new Figures());
        foreach (var (name, labels) in FindingRecordings.Labels())
        {
            var findings = await FindingRecordings.FindAsync(name);
            foreach (var label in labels)
            {
                kinds[label.Kind].Labelled++;
                kinds[label.Kind].Found += findings.Any(label.Describes) ? 1 : 0;
            }
            foreach (var wrong in findings.Where(finding => !labels.Any(label => label.Describes(finding))))
                kinds[wrong.Kind].Wrong++;
        }
        return "| kind | expected | found | missed | false | recall | precision |\n|---|---|---|---|---|---|---|\n"
            + string.Concat(kinds.Select(kind => $"| {kind.Key} | {kind.Value} |\n"));
    }

    private sealed class Figures
    {
        public int Labelled { get; set; }

        public int Found { get; set; }

        public int Wrong { get; set; }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Labelled} | {Found} | {Labelled - Found} | {Wrong} | {Percent(Found, Labelled)} | {Percent(Found, Found + Wrong)}");

        private static string Percent(int part, int all) => all == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / all:0.#} %");
    }
}
