using System.Reflection;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Tests.Core;

/// <summary>What a command has emitted does not change afterwards.</summary>
public sealed class ImmutableTypeTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Types => [.. Reachable([typeof(LoginAuditFailure), typeof(LoginAuditSuccess), typeof(LoginAuditLockout), typeof(LoginAuditEvent), typeof(LoginAuditReport), typeof(LoginAuditAlarmNotification), typeof(LoginAuditResponse)]).Select(type => type.FullName!).Order()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Events_counts_windows_and_reports_have_no_member_that_can_change(string name)
    {
        var type = typeof(LoginAuditFailure).Assembly.GetType(name)!;
        Assert.Empty(type.GetProperties(Any).Where(property => property.SetMethod is { } set && !IsInit(set)).Select(property => property.Name));
        Assert.Empty(type.GetFields(Any).Where(field => !field.IsInitOnly && !IsOfInit(type, field)).Select(field => field.Name));
    }

    [Theory]
    [InlineData("LoginAuditCount")]
    [InlineData("LoginAuditWindow")]
    [InlineData("LoginAuditReadResult")]
    [InlineData("LoginAuditDelivery")]
    public void The_types_that_events_and_reports_are_made_of_are_checked_too(string name) => Assert.Contains($"AwsLoginAudit.{name}", Types.Select(row => (string)row.Data));

    [Fact]
    public void A_read_is_the_one_type_whose_result_becomes_known_later()
    {
        var settable = typeof(LoginAuditRead).GetProperties(Any).Where(property => property.SetMethod is not null).Select(property => (property.Name, property.SetMethod!.IsPrivate));
        Assert.Equal([(nameof(LoginAuditRead.Result), true), ("MayHoldTypedEvents", true)], settable);
    }

    [Fact]
    public void A_count_keeps_the_result_that_was_known_when_it_was_made()
    {
        var (read, counter) = (new LoginAuditRead(new() { AlarmName = "a" }), new FailureCounter());
        var failure = new LoginAuditFailure { InstanceId = "i-1", Read = read };
        counter.Add(failure);
        var count = Assert.Single(counter.Results(all: true));
        read.MarkIncomplete("The read stopped early.");
        Assert.Equal((true, false, true), (failure.Incomplete, count.Incomplete, Assert.Single(counter.Results()).Incomplete));
    }

    private static bool IsInit(MethodInfo set) => Array.IndexOf(set.ReturnParameter.GetRequiredCustomModifiers(), typeof(IsExternalInit)) >= 0;

    // The compiler cannot make the field of an init-only property readonly if its accessor is written out.
    private static bool IsOfInit(Type type, FieldInfo field) =>
        field.Name is ['<', ..] && type.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Any) is { } property && (property.SetMethod is null || IsInit(property.SetMethod));

    // The public types of this module that a type's properties have, and what their collections hold.
    private static HashSet<Type> Reachable(IEnumerable<Type> types)
    {
        var found = new HashSet<Type>();
        var left = new Stack<Type>(types);
        while (left.TryPop(out var type))
        {
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [])
                left.Push(part);
            if (type.Assembly != typeof(LoginAuditFailure).Assembly || type.IsEnum || type.IsArray || type == typeof(LoginAuditRead) || !type.IsPublic || !found.Add(type))
                continue;
            foreach (var property in type.GetProperties())
                left.Push(property.PropertyType);
        }
        return found;
    }
}
