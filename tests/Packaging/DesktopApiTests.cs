using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The build for Windows PowerShell 5.1 asks for nothing that .NET Framework 4.7.2, PowerShell or its own folder lacks.</summary>
public sealed class DesktopApiTests : IDisposable
{
    // MimeKit could sign and encrypt mails with these. Nothing here asks it to, and neither ships.
    private static readonly string[] LeftOut = ["BouncyCastle.Cryptography", "System.Security.Cryptography.Pkcs"];

    // What the module's script loads.
    private static readonly string[] Roots = ["AwsLoginAudit", "AwsLoginAudit.Loader"];

    private readonly DesktopAssemblies assemblies = new();

    [Fact]
    public void Every_type_that_is_named_exists_there() => Assert.Empty(
        assemblies.Shipped.SelectMany(assembly => assembly.MainModule.GetTypeReferences(), (assembly, type) => (assembly, type))
            .Where(named => !LeftOut.Contains(named.type.Scope.Name) && Exists(named.type) is null)
            .Select(named => $"{named.assembly.Name.Name}: {named.type.FullName} of {named.type.Scope.Name}"));

    [Fact]
    public void Every_member_that_is_named_exists_there() => Assert.Empty(
        from assembly in assemblies.Shipped
        from member in assembly.MainModule.GetMemberReferences()
        where !LeftOut.Contains(member.DeclaringType.GetElementType().Scope.Name) && !member.DeclaringType.IsArray && Exists(member) is null
        select $"{assembly.Name.Name}: {member.FullName}");

    // In .NET Standard's own stand-ins, some methods do nothing but throw.
    [Fact]
    public void Nothing_is_called_that_says_it_is_not_supported() => Assert.Empty(
        from assembly in assemblies.Shipped
        from method in assembly.MainModule.GetMemberReferences().OfType<MethodReference>()
        where !LeftOut.Contains(method.DeclaringType.GetElementType().Scope.Name) && Exists(method) is MethodDefinition { HasBody: true } body && OnlyThrows(body)
        select $"{assembly.Name.Name}: {method.FullName}");

    [Fact]
    public void Every_assembly_that_is_needed_is_there_and_is_not_too_old() => Assert.Empty(
        from assembly in assemblies.Shipped
        from wanted in assembly.MainModule.AssemblyReferences
        let present = assemblies.Find(wanted.Name)?.Name
        where !LeftOut.Contains(wanted.Name) && !(present?.Version >= wanted.Version && present.PublicKeyToken.SequenceEqual(wanted.PublicKeyToken))
        select $"{assembly.Name.Name}: {wanted.FullName}, and there is {present?.FullName ?? "none"}");

    [Fact]
    public void Nothing_is_there_that_is_not_needed()
    {
        var shipped = assemblies.Shipped.ToDictionary(assembly => assembly.Name.Name);
        var needed = new HashSet<string>();
        var next = new Queue<string>(Roots);
        while (next.TryDequeue(out var name))
        {
            if (shipped.TryGetValue(name, out var assembly) && needed.Add(name))
                assembly.MainModule.AssemblyReferences.ToList().ForEach(reference => next.Enqueue(reference.Name));
        }
        Assert.Equal(needed.Order(StringComparer.Ordinal), shipped.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_there_that_dotnet_Framework_has_itself() => Assert.DoesNotContain(
        assemblies.Shipped,
        assembly => DesktopAssemblies.Framework.SelectMany(folder => Directory.GetFiles(folder, assembly.Name.Name + ".dll"))
            .Any(file => AssemblyName.GetAssemblyName(file).Version >= assembly.Name.Version));

    public void Dispose() => assemblies.Dispose();

    private static IMemberDefinition? Exists(MemberReference named)
    {
        try
        {
            return named.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    private static bool OnlyThrows(MethodDefinition method) =>
        method.Body.Instructions.All(instruction => instruction.OpCode != OpCodes.Ret)
        && method.Body.Instructions.Any(instruction => instruction.Operand is MethodReference { Name: ".ctor", DeclaringType.Name: nameof(PlatformNotSupportedException) });
}
