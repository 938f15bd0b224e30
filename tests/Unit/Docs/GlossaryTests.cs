using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Docs;

/// <summary>Pages, samples and sources use one word for one thing, and no word that a reader has to decode.</summary>
public sealed class GlossaryTests
{
    // Patterns of avoided words, and the words that the project uses for them.
    private static readonly Dictionary<string, string> Glossary = new()
    {
        ["shortfalls?|broke off|breaks? off|broken off|breaking off|a short count"] = "incomplete; the read stopped early",
        ["ask(s|ed)? again|anew"] = "retry, try again",
        ["what it tells|what is told"] = "alarm notification, firing",
        ["(is|are|was|were|be) told"] = "notify, report, show",
        ["what was given up|given up"] = "dead-letter queue message",
        ["mend(s|ed|ing)?"] = "fix",
        ["whoever"] = "the person, the identity, the attacker",
        ["storms?"] = "burst",
        ["refus(e|es|ed|ing|al|als)"] = "deny (permissions), reject (input), fail (calls)",
        ["tak(e|es|ing) away|taken away|took away|do(es)? away"] = "remove",
        ["to the byte"] = "identical, the same bytes",
        ["nobody can tell"] = "unknown, not available",
        ["what AWS takes"] = "quota",
    };

    // Phrases of others, quoted as they are.
    private static readonly string[] Allowed = ["connection refused"];

    // Files that still use such words. Remove a file from the list when you fix it; the list has to become empty.
    private static readonly HashSet<string> NotYetClean =
    [
        "CHANGELOG.md",
        "docs/en-US/Complete-LoginAuditNotification.md",
        "docs/en-US/Export-LoginAuditTemplate.md",
        "docs/en-US/Get-LoginAuditAgent.md",
        "docs/en-US/Get-LoginAuditAlarm.md",
        "docs/en-US/Install-LoginAuditAgent.md",
        "docs/en-US/Invoke-LoginAuditResponse.md",
        "docs/en-US/Measure-LoginAuditFailure.md",
        "docs/en-US/New-LoginAuditAlarm.md",
        "docs/en-US/Remove-LoginAuditAlarm.md",
        "docs/en-US/Send-LoginAuditReport.md",
        "docs/en-US/Test-LoginAuditPrerequisite.md",
        "docs/en-US/Uninstall-LoginAuditResponder.md",
        "docs/en-US/about_AwsLoginAudit.md",
        "src/AwsLoginAudit.Aws/Agents/AgentResult.cs",
        "src/AwsLoginAudit.Aws/Agents/AgentRollout.cs",
        "src/AwsLoginAudit.Aws/Agents/CommandRunner.cs",
        "src/AwsLoginAudit.Aws/Agents/LatestEvents.cs",
        "src/AwsLoginAudit.Aws/Agents/ManagedInstances.cs",
        "src/AwsLoginAudit.Aws/Alarms/AlarmRemoval.cs",
        "src/AwsLoginAudit.Aws/Alarms/AlarmSetup.cs",
        "src/AwsLoginAudit.Aws/Alarms/FailurePattern.cs",
        "src/AwsLoginAudit.Aws/Alarms/SubscriptionPlan.cs",
        "src/AwsLoginAudit.Aws/Connection/AwsErrors.cs",
        "src/AwsLoginAudit.Aws/Connection/AwsSession.cs",
        "src/AwsLoginAudit.Aws/Connection/ReachableHttpClientFactory.cs",
        "src/AwsLoginAudit.Aws/Connection/SessionHandler.cs",
        "src/AwsLoginAudit.Aws/Connection/SilenceHandler.cs",
        "src/AwsLoginAudit.Aws/Insights/EventShape.cs",
        "src/AwsLoginAudit.Aws/Insights/InsightsClient.cs",
        "src/AwsLoginAudit.Aws/Insights/InsightsCounter.cs",
        "src/AwsLoginAudit.Aws/Insights/InsightsHorizon.cs",
        "src/AwsLoginAudit.Aws/Logs/EventPageReader.cs",
        "src/AwsLoginAudit.Aws/Logs/JointProgress.cs",
        "src/AwsLoginAudit.Aws/Logs/LogEventReader.cs",
        "src/AwsLoginAudit.Aws/Logs/RequestRate.cs",
        "src/AwsLoginAudit.Aws/Logs/SlicePlan.cs",
        "src/AwsLoginAudit.Aws/Logs/WindowReader.cs",
        "src/AwsLoginAudit.Aws/Mail/MailRecord.cs",
        "src/AwsLoginAudit.Aws/Mail/MailRefusal.cs",
        "src/AwsLoginAudit.Aws/Mail/ReportMailer.cs",
        "src/AwsLoginAudit.Aws/Names/Profiles.cs",
        "src/AwsLoginAudit.Aws/Prerequisites/MailChecks.cs",
        "src/AwsLoginAudit.Aws/Queues/NotificationQueue.cs",
        "src/AwsLoginAudit.Aws/Responder/ResponderFunction.cs",
        "src/AwsLoginAudit.Aws/Responder/ResponderRemoval.cs",
        "src/AwsLoginAudit.Aws/Responder/ResponderSettings.cs",
        "src/AwsLoginAudit.Aws/Responder/ResponderSetup.cs",
        "src/AwsLoginAudit.Aws/Response/AlarmResponse.cs",
        "src/AwsLoginAudit.Aws/Response/ResponseOutcome.cs",
        "src/AwsLoginAudit.Aws/Template/TemplateParameters.cs",
        "src/AwsLoginAudit.Aws/Template/TemplateSettings.cs",
        "src/AwsLoginAudit.Core/Agents/AgentItem.cs",
        "src/AwsLoginAudit.Core/Changes/LoginAuditChange.cs",
        "src/AwsLoginAudit.Core/Counting/CountedFailures.cs",
        "src/AwsLoginAudit.Core/Counting/DistinctNames.cs",
        "src/AwsLoginAudit.Core/Counting/FailureCounter.cs",
        "src/AwsLoginAudit.Core/Counting/FailureList.cs",
        "src/AwsLoginAudit.Core/Counting/WindowGroups.cs",
        "src/AwsLoginAudit.Core/Errors/LoginAuditException.cs",
        "src/AwsLoginAudit.Core/Events/CodeTables.cs",
        "src/AwsLoginAudit.Core/Events/LoginAuditFailure.cs",
        "src/AwsLoginAudit.Core/Parsing/FailureReader.cs",
        "src/AwsLoginAudit.Core/Parsing/Formats/CsvParser.cs",
        "src/AwsLoginAudit.Core/Parsing/Formats/LogProblems.cs",
        "src/AwsLoginAudit.Core/Parsing/Json/InnerEvent.cs",
        "src/AwsLoginAudit.Core/Parsing/Json/MessageText.cs",
        "src/AwsLoginAudit.Core/Parsing/JsonText.cs",
        "src/AwsLoginAudit.Core/Parsing/LogFileReader.cs",
        "src/AwsLoginAudit.Core/Parsing/Streams/GzipFeed.cs",
        "src/AwsLoginAudit.Core/Parsing/Streams/LineStream.cs",
        "src/AwsLoginAudit.Core/Prerequisites/LoginAuditCheck.cs",
        "src/AwsLoginAudit.Core/Reporting/LoginAuditReport.cs",
        "src/AwsLoginAudit.Core/Reporting/ReportContent.cs",
        "src/AwsLoginAudit.Core/Response/LoginAuditResponse.cs",
        "src/AwsLoginAudit.Responder/FunctionLog.cs",
        "src/AwsLoginAudit.Responder/Runtime/Secrets.cs",
        "src/AwsLoginAudit/Binding/AwsToolsSession.cs",
        "src/AwsLoginAudit/Binding/LoginAuditCmdlet.cs",
        "src/AwsLoginAudit/Commands/ExportLoginAuditTemplateCommand.cs",
        "src/AwsLoginAudit/Commands/InvokeLoginAuditResponseCommand.cs",
        "src/AwsLoginAudit/Commands/NewLoginAuditAlarmCommand.cs",
        "src/AwsLoginAudit/Commands/RemoveLoginAuditAlarmCommand.cs",
        "src/AwsLoginAudit/Commands/SendLoginAuditReportCommand.cs",
        "src/AwsLoginAudit/Commands/TestLoginAuditPrerequisiteCommand.cs",
        "src/AwsLoginAudit/Commands/UninstallLoginAuditResponderCommand.cs",
        "src/AwsLoginAudit/Completion/AwsNameCompleter.cs",
        "src/AwsLoginAudit/Completion/TypedParameters.cs",
        "src/AwsLoginAudit/Files/Files.cs",
        "src/AwsLoginAudit/Files/WholeFile.cs",
        "src/AwsLoginAudit/Parameters/ExpectedAttribute.cs",
        "src/AwsLoginAudit/Progress/ProgressBar.cs",
        "src/AwsLoginAudit/Progress/RemainingTime.cs",
        "src/AwsSdk/CloudWatch/AmazonCloudWatchException.cs",
        "src/AwsSdk/CloudWatchLogs/AmazonCloudWatchLogsException.cs",
        "src/AwsSdk/CloudWatchLogs/Model/PutLogEvents.cs",
        "src/AwsSdk/EventBridge/AmazonEventBridgeClient.cs",
        "src/AwsSdk/EventBridge/AmazonEventBridgeException.cs",
        "src/AwsSdk/EventBridge/Model/Targets.cs",
        "src/AwsSdk/IdentityManagement/AmazonIdentityManagementServiceException.cs",
        "src/AwsSdk/Lambda/AmazonLambdaException.cs",
        "src/AwsSdk/Lambda/Model/FunctionConfiguration.cs",
        "src/AwsSdk/SimpleEmail/AmazonSimpleEmailServiceException.cs",
        "src/AwsSdk/SimpleEmail/Model/Exceptions.cs",
        "src/AwsSdk/SimpleNotificationService/AmazonSimpleNotificationServiceException.cs",
    ];

    [Fact]
    public void Pages_samples_and_sources_use_the_words_of_the_glossary() =>
        Assert.Empty(Files().Except(NotYetClean, StringComparer.Ordinal).SelectMany(name => Avoided(name, File.ReadAllText(Path.Combine(Page.Root, name)))));

    [Fact]
    public void Every_file_that_is_not_yet_clean_exists() => Assert.Empty(NotYetClean.Except(Files(), StringComparer.Ordinal));

    [Theory]
    [InlineData("The read broke off.", "broke off")]
    [InlineData("/// a read that broke\n    /// off", "broke\n    /// off")]
    [InlineData("It Refuses the file.", "Refuses")]
    [InlineData("`A_bomb_is_refused`, a commendable mentor", null)]
    [InlineData("Connection refused", null)]
    public void A_word_is_found_as_a_whole_word_and_across_lines(string text, string? word) =>
        Assert.Equal(word is null ? [] : [$"x:1: {word}"], Avoided("x", text).Select(found => found.Split(" -> ")[0]));

    private static IEnumerable<string> Avoided(string name, string text)
    {
        foreach (var phrase in Allowed)
            text = text.Replace(phrase, new string(' ', phrase.Length), StringComparison.OrdinalIgnoreCase);
        return Glossary.SelectMany(entry => Words(entry.Key).Matches(text).Select(match =>
            $"{name}:{text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value} -> {entry.Value}"));
    }

    // A phrase may be broken over two lines of a comment.
    private static Regex Words(string pattern) =>
        new($@"\b({pattern.Replace(" ", @"[\s/#]+", StringComparison.Ordinal)})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private static IEnumerable<string> Files() =>
        ((string[])[.. Directory.GetFiles(Page.Root, "*.md"), .. Below("docs", "*.md"), .. Below("samples", "*.ps1"), .. Below("samples", "*.cs"), .. Below("src", "*.cs")])
            .Select(path => Path.GetRelativePath(Page.Root, path).Replace('\\', '/'))
            .Where(name => !name.Split('/').Any(folder => folder is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static string[] Below(string folder, string pattern) => Directory.GetFiles(Path.Combine(Page.Root, folder), pattern, SearchOption.AllDirectories);
}
