using LambdaRuntime;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>What Lambda's bootstrap starts for which files and which handler.</summary>
public sealed class BootstrapTests : IDisposable
{
    private readonly LambdaFiles files = new LambdaFiles(Directory.CreateTempSubdirectory().FullName).Create();

    public void Dispose() => Directory.Delete(files.Root, recursive: true);

    [Theory]
    [InlineData("F")]
    [InlineData("F.dll")]
    public void A_handler_without_a_colon_is_an_assembly(string handler)
    {
        Put("F.dll", "F");
        Assert.Equal(["exec", InTask("F.dll")], Start(handler).ArgumentList);
    }

    [Fact]
    public void A_handler_without_a_colon_and_without_an_assembly_is_a_program()
    {
        Put("F");
        var start = Start("F");
        Assert.Equal(InTask("F"), start.FileName);
        Assert.Empty(start.ArgumentList);
    }

    [Fact]
    public void A_handler_with_a_colon_is_a_method_for_RuntimeSupport()
    {
        Put("F.dll", "F.deps.json", "F.runtimeconfig.json");
        string[] expected =
        [
            "exec", "--depsfile", InTask("F.deps.json"), "--runtimeconfig", InTask("F.runtimeconfig.json"),
            Path.Combine(files.Runtime, "Amazon.Lambda.RuntimeSupport.dll"), "F::F.Type::Method",
        ];
        Assert.Equal(expected, Start("F::F.Type::Method").ArgumentList);
    }

    [Fact]
    public void The_only_deps_json_and_runtimeconfig_json_do_where_none_has_the_assemblys_name()
    {
        Put("F.dll", "G.deps.json", "G.runtimeconfig.json");
        Assert.Equal([InTask("G.deps.json"), InTask("G.runtimeconfig.json")], [Start("F::T::M").ArgumentList[2], Start("F::T::M").ArgumentList[4]]);
    }

    [Theory]
    [InlineData(102, "F")]
    [InlineData(103, "", "F.dll")]
    [InlineData(104, "F", "G.dll")]
    [InlineData(105, "F::T::M", "F.dll", "F.runtimeconfig.json")]
    [InlineData(105, "F::T::M", "F.dll", "F.runtimeconfig.json", "G.deps.json", "H.deps.json")]
    [InlineData(106, "F::T::M", "F.dll", "F.deps.json")]
    public void Without_the_files_that_it_needs_it_ends(int exitCode, string handler, params string[] names)
    {
        Put(names);
        Assert.Equal(exitCode, Assert.Throws<BootstrapException>(() => Start(handler)).ExitCode);
    }

    [Fact]
    public void The_process_has_Lambdas_variables_and_no_other()
    {
        Put("F.dll");
        var start = Start("F");
        Assert.Equal(["AWS_EXECUTION_ENV", "DOTNET_ROOT", "LAMBDA_RUNTIME_NAME", "_HANDLER"], start.Environment.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("AWS_Lambda_dotnet10", files.Task), (start.Environment["AWS_EXECUTION_ENV"], start.WorkingDirectory));
    }

    private System.Diagnostics.ProcessStartInfo Start(string handler) =>
        Bootstrap.Resolve(files, new Dictionary<string, string>(StringComparer.Ordinal) { ["_HANDLER"] = handler });

    private string InTask(string name) => Path.Combine(files.Task, name);

    private void Put(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            File.WriteAllText(InTask(name), "");
    }
}
