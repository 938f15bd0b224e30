using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using AwsLoginAudit.Tests.Cmdlets;
using AwsLoginAudit.Tests.Help;

namespace AwsLoginAudit.Tests.Contract;

/// <summary>What a script, a string and Export-Csv show of what the cmdlets emit. Both take the text of an object or of each property.</summary>
public sealed partial class TextTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private const string Hostile = "=1+1\u001b[2J\u202e\r\nx";

    [Fact]
    public void There_is_a_sample_of_each_type_that_a_cmdlet_emits() => Assert.Empty(Emitted().Where(type => !ViewSamples.All.ContainsKey(type.Name)).Select(type => type.Name));

    [Fact]
    public void An_object_in_a_string_is_one_line_without_names_of_types()
    {
        foreach (var sample in Samples())
            Assert.True(IsLine(sample.ToString()!), $"{sample.GetType().Name}: {sample}");
    }

    [Fact]
    public void Each_property_in_a_CSV_file_is_one_line_without_names_of_types()
    {
        foreach (var (sample, property) in Columns())
        {
            var text = property.GetValue(sample)?.ToString() ?? "";
            Assert.True(IsLine(text) || IsRaw(property), $"{sample.GetType().Name}.{property.Name}: {text}");
        }
    }

    [Fact]
    public void Columns_of_one_value_come_before_those_of_several()
    {
        foreach (var type in Emitted())
        {
            var nested = OutputTypes.Properties(type).Select(property => IsNested(property.PropertyType)).ToList();
            Assert.True(nested.OrderBy(isNested => isNested).SequenceEqual(nested), $"{type.Name}: {string.Join(", ", OutputTypes.Properties(type).Select(property => property.Name))}");
        }
    }

    [Fact]
    public void Tallies_in_a_string_are_the_first_ten_with_their_numbers()
    {
        var count = new LoginAuditCount { Name = "i-1", Accounts = [new("CORP\\jdoe", 48), new("a, b", 3), new("(none)", 1)], Sources = [.. Enumerable.Range(1, 11).Select(number => new LoginAuditTally($"10.0.0.{number}", 1))] };
        Assert.Equal("CORP\\jdoe (48), \"a, b\" (3), (none) (1)", count.Accounts.ToString());
        Assert.EndsWith("10.0.0.10 (1), …", count.Sources.ToString(), StringComparison.Ordinal);
        Assert.Equal("", count.Reasons.ToString());
    }

    [Fact]
    public void Names_that_a_stranger_chose_do_not_break_the_line()
    {
        object[] objects =
        [
            new LoginAuditTally(Hostile, 1), new LoginAuditCount { Name = Hostile, Accounts = [new(Hostile, 1)] }, new LoginAuditAgent { InstanceId = "i-1", ComputerName = Hostile, State = default, Detail = Hostile },
            new LoginAuditFailure { InstanceId = Hostile, AccountName = Hostile, SourceAddress = Hostile, Reason = Hostile }, new LoginAuditCheck { Name = Hostile, Status = default, Detail = Hostile },
            new LoginAuditAlarmNotification { AlarmName = Hostile, NewState = Hostile }, new LoginAuditCount { Name = "", Accounts = [new(Hostile, 1)] }.Accounts,
            new LoginAuditFailure { InstanceId = "", Conflicts = new Dictionary<string, IReadOnlyList<string>> { [Hostile] = [Hostile] } }.Conflicts,
        ];
        Assert.All(objects, shown => Assert.True(IsLine(shown.ToString()!), shown.ToString()));
    }

    [Fact]
    public void Rows_for_a_CSV_file_hold_no_formula_and_times_in_ISO_8601()
    {
        module.Engine.Set("object", new LoginAuditCount { Name = "-1+1", FailureCount = 3, FirstSeen = DateTimeOffset.UnixEpoch, Accounts = [new("=cmd", 2), new("@x", 1)] });
        var row = Assert.Single(module.Engine.Run("$object | ConvertTo-LoginAuditCsvSafe").Output);
        Assert.Equal(
            ("'-1+1", "3", "1970-01-01T00:00:00.000Z", "'=cmd (2),' @x (1)", null),
            ((string)row.Properties["Name"].Value, (string)row.Properties["FailureCount"].Value, (string)row.Properties["FirstSeen"].Value, (string)row.Properties["Accounts"].Value, row.Properties["LastSeen"].Value));
    }

    [Fact]
    public void Rows_have_the_columns_of_the_object_in_their_order()
    {
        module.Engine.Set("samples", Samples().Concat(ViewSamples.Failures).ToArray());
        foreach (var pair in module.Engine.Run("$samples | ForEach-Object { , @($_, ($_ | ConvertTo-LoginAuditCsvSafe)) }").Output.Select(pair => (object[])pair.BaseObject))
        {
            var (sample, row) = (PSObject.AsPSObject(pair[0]), PSObject.AsPSObject(pair[1]));
            Assert.Equal(OutputTypes.Properties(sample.BaseObject.GetType()).Select(property => property.Name), row.Properties.Select(property => property.Name));
            Assert.All(row.Properties, property => Assert.DoesNotMatch(Formula(), property.Value as string ?? ""));
        }
    }

    private IEnumerable<Type> Emitted() => module.Cmdlets.Values.SelectMany(cmdlet => cmdlet.OutputType).Select(output => output.Type)
        .Where(type => type.Namespace == nameof(AwsLoginAudit) && !type.IsEnum).DistinctBy(type => type.Name);

    private static IEnumerable<object> Samples() => ViewSamples.All.Values.SelectMany(sample => ((IEnumerable)sample).Cast<object>());

    private static IEnumerable<(object Sample, PropertyInfo Property)> Columns() =>
        from sample in Samples()
        from property in OutputTypes.Properties(sample.GetType())
        select (sample, property);

    private static bool IsNested(Type type) => type != typeof(string) && (type.IsAssignableTo(typeof(IEnumerable)) || (type.Namespace == nameof(AwsLoginAudit) && !type.IsEnum));

    // Data as the event or the command has it.
    private static bool IsRaw(PropertyInfo property) => property.Name is nameof(LoginAuditFailure.RawText) or nameof(LoginAuditFailure.AccountName) or nameof(LoginAuditFailure.Account) or nameof(LoginAuditAgent.Output) or nameof(LoginAuditAttachment.Content);

    private static bool IsLine(string text) => !Broken().IsMatch(text);

    [GeneratedRegex("^[=+@-]|[,;][ \"']*[=+@-]", RegexOptions.None, 1000)]
    private static partial Regex Formula();

    [GeneratedRegex(@"[\p{Cc}\p{Cf}]|\bSystem\.|AwsLoginAudit\.LoginAudit|LoginAudit\w+ \{|`\d", RegexOptions.None, 1000)]
    private static partial Regex Broken();
}
