using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class ViewTests : IDisposable
{
    private const string Hostile = "\u001b[31m\u202eevil\u200b\r\n\u0007";

    private static readonly string[] Shapes = ["Format-Table", "Format-List"];

    private readonly Views narrow = new(80);
    private readonly Views wide = new(120);

    [Fact]
    public void Everything_looks_as_it_is_written_down()
    {
        using var resource = new StreamReader(typeof(ViewTests).Assembly.GetManifestResourceStream("Views.txt")!);
        var actual = new StringBuilder();
        foreach (var (name, sample) in ViewSamples.All)
        {
            foreach (var (columns, views, shape) in new[] { (80, narrow, "Format-Table"), (120, wide, "Format-Table"), (80, narrow, "Format-List") })
            {
                actual.Append($"== {name}, {shape}, {columns} columns\n");
                foreach (var line in views.Show(sample, shape))
                    actual.Append(line).Append('\n');
            }
        }
        Assert.Equal(resource.ReadToEnd().ReplaceLineEndings("\n"), actual.ToString());
    }

    [Fact]
    public void No_line_is_longer_than_the_screen_is_wide()
    {
        foreach (var (columns, views) in new[] { (80, narrow), (120, wide) })
        {
            foreach (var (sample, shape) in ViewSamples.All.Values.SelectMany(sample => Shapes.Append(null).Select(shape => (sample, shape))))
                Assert.All(views.Show(sample, shape), line => Assert.InRange(line.Length, 0, columns));
        }
    }

    [Fact]
    public void Instance_and_count_are_whole_on_a_narrow_screen()
    {
        Assert.All(ViewSamples.Counts, count => Assert.Contains(narrow.Show(ViewSamples.Counts), line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var number, ..]
            && name == count.Name && number == count.FailureCount.ToString()));
        Assert.All(ViewSamples.Failures, failure => Assert.Contains(narrow.Show(ViewSamples.Failures), line => line.Contains(failure.InstanceId, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_count_of_a_part_has_a_plus_and_does_not_say_that_it_is_under_the_limit()
    {
        var read = new LoginAuditRead(new() { AlarmName = "a" });
        new FailureReader(read).MarkIncomplete(new LoginAuditException(LoginAuditError.ServiceError, "AWS refuses."));
        var count = ViewSamples.Counts[1] with { Window = read.Window, Result = read.Result };
        Assert.Matches("^i-0c93e1f07b2a8d4d5 +5\\+ \\? ", narrow.Show(count)[^1]);
        Assert.Matches(" 5\\+ True ", narrow.Show(count with { OverThreshold = true })[^1]);
        Assert.Contains("Incomplete       : True", narrow.Show(count, "Format-List"));
        Assert.Contains(narrow.Show(read, "Format-List"), line => line.StartsWith("IncompleteReason : AWS refuses. Nothing had been read", StringComparison.Ordinal));
    }

    [Fact]
    public void A_count_without_a_threshold_is_neither_over_it_nor_not() =>
        Assert.Matches("^i-0c93e1f07b2a8d4d5 +5 +p.vogel ", narrow.Show(ViewSamples.Counts[1] with { Rule = null })[^1]);

    [Fact]
    public void A_narrow_screen_shows_account_source_and_reason()
    {
        foreach (var sample in new object[] { ViewSamples.Failures[0], ViewSamples.Counts[0] })
        {
            var row = narrow.Show(sample)[^1];
            Assert.Matches(@" CORP\\.*203\.0\.113\.77 .*Wrong pass", row);
        }
    }

    [Theory]
    [InlineData(1, "█")]
    [InlineData(2, "█▋")]
    [InlineData(10, "███")]
    [InlineData(1_000, "███████")]
    [InlineData(31_623, "██████████")]
    [InlineData(long.MaxValue, "██████████")]
    [InlineData(0, "")]
    public void A_bar_grows_by_two_blocks_with_each_factor_of_ten(long count, string bar)
    {
        var shown = narrow.Show(new LoginAuditTally("i-1", count))[^1];
        Assert.Equal(bar, new string([.. shown.Where(c => c is >= '\u2588' and <= '\u258f')]));
    }

    [Fact]
    public async Task Where_the_console_cannot_show_blocks_a_bar_is_made_of_signs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The encoding of a console is not a variable there.");
        var (output, errors) = await HostProcess.RunAsync(
            $"Import-Module '{Built.Manifest}'; 0, 1, 46, 100000 | ForEach-Object {{ [AwsLoginAudit.ViewText]::Bar($_) }}", ("LC_ALL", "en_US.ISO-8859-1"));
        Assert.Equal("", errors);
        Assert.Equal(["#", "####", "##########"], output);
    }

    [Fact]
    public void A_suspicious_failure_is_marked_also_without_colours()
    {
        Assert.Contains("(!) %6", narrow.Show(ViewSamples.Failures[1])[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("(!)", narrow.Show(ViewSamples.Failures[0])[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_stranger_typed_is_shown_as_escapes_in_every_view()
    {
        foreach (var type in Emitted())
        {
            var hostile = Make(type, 0)!;
            foreach (var shape in Shapes)
            {
                var lines = wide.Raw(hostile, shape).Select(line => line.TrimEnd()).ToList();
                Assert.NotEmpty(lines);
                Assert.All(lines, line => Assert.Equal(SafeText.Show(line), line));
                // PowerShell leaves empty what a view cannot make, and says nothing.
                Assert.All(lines, line => Assert.DoesNotMatch(@"^\w+ +:$", line));
            }
        }
    }

    // PowerShell has a list of its own for them, and asks no view.
    [Fact]
    public void What_a_stranger_typed_is_shown_as_escapes_after_an_object_of_another_type_too()
    {
        foreach (var hostile in EmittedOfAnyKind().Select(type => Make(type, 0)!))
        {
            foreach (var item in new[] { hostile, PSSerializer.Deserialize(PSSerializer.Serialize(hostile)) })
            {
                var lines = wide.Raw(new[] { new Version(1, 0), item }).Select(line => line.TrimEnd()).ToList();
                Assert.True(lines.Count > 3, item.ToString());
                Assert.All(lines, line => Assert.Equal(SafeText.Show(line), line));
            }
        }
    }

    [Fact]
    public void Everything_that_cmdlets_emit_has_a_view_and_a_sample()
    {
        var views = XDocument.Load(Path.Combine(Built.Module, "AwsLoginAudit.format.ps1xml")).Descendants("TypeName").Select(name => name.Value).ToHashSet();
        Assert.All(Emitted(), type =>
        {
            Assert.Contains(type.FullName!, views);
            Assert.Contains(type.Name, ViewSamples.All.Keys);
        });
    }

    public void Dispose()
    {
        narrow.Dispose();
        wide.Dispose();
    }

    // The types of this module that cmdlets emit, and those that hang on them, as far as there is text in them.
    private static IEnumerable<Type> Emitted() => EmittedOfAnyKind().Where(type => type.GetProperties().Any(property => Inner(property.PropertyType) == typeof(string)));

    private static IReadOnlyList<Type> EmittedOfAnyKind()
    {
        using var engine = new Engine();
        var open = new Queue<Type>(engine.Run("(Get-Command -Module AwsLoginAudit).OutputType.Type").Output.Select(type => (Type)type.BaseObject));
        var found = new List<Type>();
        while (open.TryDequeue(out var type))
        {
            if (type.Namespace != "AwsLoginAudit" || type.IsEnum || found.Contains(type))
                continue;
            found.Add(type);
            foreach (var property in type.GetProperties())
                open.Enqueue(Inner(property.PropertyType));
        }
        return found;
    }

    private static Type Inner(Type type) => Nullable.GetUnderlyingType(type) ?? (type.IsGenericType ? Inner(type.GetGenericArguments()[^1]) : type);

    private static object? Make(Type type, int depth)
    {
        if (type == typeof(string))
            return Hostile;
        // It takes valid rules only, and is never emitted.
        if (type == typeof(ExclusionSet))
            return ExclusionSet.Empty;
        if (type.IsArray)
            return Array.CreateInstance(type.GetElementType()!, 0);
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
            return Several(type, depth);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Make(value, depth);
        if (type.Namespace != "AwsLoginAudit" || type.IsEnum)
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        if (depth > 4)
            return null;
        const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var constructor = type.GetConstructors(Members).Where(c => c.GetParameters() is not [var only] || (only.ParameterType != type && !only.ParameterType.IsByRef)).MaxBy(c => c.GetParameters().Length);
        var made = constructor?.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, depth + 1))]) ?? Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(Members).Where(property => property.CanWrite))
            property.SetValue(made, Make(property.PropertyType, depth + 1));
        return made;
    }

    private static object Several(Type type, int depth)
    {
        if (type.GetGenericArguments() is [_, _])
            return new Dictionary<string, IReadOnlyList<string>> { [Hostile] = [Hostile, Hostile] };
        var one = Make(Inner(type), depth + 1);
        var items = Array.CreateInstance(Inner(type), one is null ? 0 : 1);
        if (one is not null)
            items.SetValue(one, 0);
        return items;
    }
}
