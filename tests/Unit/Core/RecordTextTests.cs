using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Text from outside is escaped where it becomes a message or a description; only properties that are data hold it as it is.</summary>
public sealed partial class RecordTextTests
{
    private const string Hostile = "a\u001b[2Jb\u202ec\u009b1m\nd";

    public static TheoryData<string> Records =>
        [.. typeof(LoginAuditFailure).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_in_a_text_cannot_command_a_terminal(string name)
    {
        var type = typeof(LoginAuditFailure).Assembly.GetType(name)!;
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(property => property.PropertyType == typeof(string) && property.CanWrite))
            property.SetValue(record, Hostile);
        foreach (var list in type.GetProperties().Where(property => property.CanWrite && property.PropertyType.IsGenericType && property.PropertyType.IsAssignableFrom(property.PropertyType.GenericTypeArguments[0].MakeArrayType())))
            list.SetValue(record, Array.CreateInstance(list.PropertyType.GenericTypeArguments[0], 0));
        if (record is LoginAuditEvent)
            type.GetProperty(nameof(LoginAuditFailure.Read))!.SetValue(record, LoginAuditRead.Open);
        Assert.DoesNotMatch(Raw(), record.ToString());
    }

    [Fact]
    public void An_error_s_message_is_escaped_and_its_target_is_as_it_is()
    {
        var failure = new LoginAuditException(LoginAuditError.CommandFailed, $"The command said: {Hostile}", Hostile);
        Assert.Equal(@"The command said: a\u001b[2Jb\u202ec\u009b1m\u000ad", failure.Message);
        Assert.Equal(Hostile, failure.Target);
    }

    [Fact]
    public void Properties_that_tell_something_in_words_are_escaped()
    {
        var agent = new LoginAuditAgent { InstanceId = "i-1", State = LoginAuditAgentState.InstallFailed, Detail = Hostile, ComputerName = Hostile, PlatformName = Hostile, AgentVersion = Hostile };
        var check = new LoginAuditCheck { Name = "Alarm", Status = LoginAuditCheckStatus.Failed, Detail = Hostile };
        var window = new LoginAuditWindow { StateReason = Hostile, CountUnknown = Hostile };
        var read = new LoginAuditRead(window);
        read.MarkIncomplete(Hostile);
        var notification = new LoginAuditAlarmNotification { AlarmName = "a", NewState = "ALARM", StateReason = Hostile };
        var report = LoginAuditReport.OfProblems([Hostile], DateTimeOffset.UnixEpoch);
        string?[] told = [agent.Detail, agent.ComputerName, agent.PlatformName, agent.AgentVersion, check.Detail, window.StateReason, window.CountUnknown, read.IncompleteReason, notification.StateReason, report.Problems[0]];
        Assert.All(told, text => Assert.Equal(@"a\u001b[2Jb\u202ec\u009b1m\u000ad", text));
    }

    [Fact]
    public void Output_of_a_command_keeps_its_lines()
    {
        var agent = new LoginAuditAgent { InstanceId = "i-1", State = LoginAuditAgentState.InstallFailed, Detail = "", Output = "one\u001b[2J\r\ntwo" };
        Assert.Equal(@"one\u001b[2J" + Environment.NewLine + "two", agent.Output);
    }

    [GeneratedRegex(@"[\p{Cc}\p{Cf}]", RegexOptions.None, 1000)]
    private static partial Regex Raw();
}
