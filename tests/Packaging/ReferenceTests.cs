using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>What may name what: the cmdlets Aws and Core, Aws Core, Core nothing.</summary>
public sealed class ReferenceTests
{
    private const string PowerShell = "System.Management.Automation";

    private static readonly string[] FrameworkNames = ["System", "netstandard", "mscorlib", "Microsoft.Bcl", "Microsoft.Win32"];
    private static readonly string[] CmdletsMayName = [PowerShell, "AwsLoginAudit.Core", "AwsLoginAudit.Aws", "AWSSDK.Core"];

    public static TheoryData<string> Frameworks => ["net8.0", "netstandard2.0"];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void Core_names_nothing_but_the_framework(string framework) =>
        Assert.All(References(framework, "AwsLoginAudit.Core"), name => Assert.True(IsFramework(name), name));

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void Aws_names_Core_the_AWS_SDK_and_the_mail_library(string framework) =>
        Assert.All(References(framework, "AwsLoginAudit.Aws").Where(name => !IsFramework(name)),
            name => Assert.True(name is "AwsLoginAudit.Core" or "MimeKit" || IsAwsSdk(name), name));

    // Of the AWS SDK the cmdlets know credentials only: those that AWS Tools keep in the session are handed on.
    [Theory]
    [MemberData(nameof(Frameworks))]
    public void Cmdlets_name_Core_Aws_PowerShell_and_credentials(string framework)
    {
        Assert.All(References(framework, "AwsLoginAudit").Where(name => !IsFramework(name)),
            name => Assert.Contains(name, CmdletsMayName));
        Assert.All(TypesOf(framework, "AwsLoginAudit", "AWSSDK.Core"), type => Assert.EndsWith("Credentials", type));
    }

    [Fact]
    public void The_loader_names_nothing_but_the_framework() =>
        Assert.All(References("net8.0", "AwsLoginAudit.Loader"), name => Assert.True(IsFramework(name), name));

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void All_that_the_module_needs_lies_beside_it_and_PowerShell_does_not(string framework)
    {
        var present = Directory.GetFiles(Built.Binaries(framework), "*.dll").Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(PowerShell, present);
        // MimeKit could sign mails; nothing here asks it to.
        var needed = present.SelectMany(name => References(framework, name)).Where(name => name is not (PowerShell or "BouncyCastle.Cryptography") && !IsFramework(name)).Distinct();
        Assert.All(needed, name => Assert.Contains(name, present));
    }

    private static bool IsAwsSdk(string name) => name.StartsWith("AWSSDK.", StringComparison.Ordinal) || name == "AwsLoginAudit.AwsSdk";

    private static bool IsFramework(string name) => name != PowerShell &&
        Array.Exists(FrameworkNames, framework => name == framework || name.StartsWith(framework + ".", StringComparison.Ordinal));

    private static List<string> References(string framework, string assembly) => Read(framework, assembly, reader =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToList());

    private static List<string> TypesOf(string framework, string assembly, string referenced) => Read(framework, assembly, reader => reader.TypeReferences
        .Select(reader.GetTypeReference)
        .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference
            && reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == referenced)
        .Select(type => reader.GetString(type.Name)).ToList());

    private static T Read<T>(string framework, string assembly, Func<MetadataReader, T> read)
    {
        using var file = File.OpenRead(Path.Combine(Built.Binaries(framework), assembly + ".dll"));
        using var image = new PEReader(file);
        return read(image.GetMetadataReader());
    }
}
