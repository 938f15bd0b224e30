using System.Reflection;
using System.Runtime.Loader;

namespace AwsLoginAudit.Tests;

/// <summary>How long the module bears with a body that has fallen silent: 20 seconds, and too long for tests.</summary>
internal static class Patience
{
    /// <summary>One second, for good: tests run side by side, and bodies of a server on this machine come at once.</summary>
    public static TimeSpan Shorten()
    {
        using (var engine = new Engine())
            Assert.NotEmpty(engine.Run("Get-LoginAuditFailure /none @aws").Errors);
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == "AwsLoginAudit.Aws").ToList();
        Assert.Contains(loaded, assembly => AssemblyLoadContext.GetLoadContext(assembly) != AssemblyLoadContext.Default);
        var silence = TimeSpan.FromSeconds(1);
        foreach (var assembly in loaded)
            assembly.GetType("AwsLoginAudit.Aws.MovingStream")!.GetProperty("Silence", BindingFlags.Static | BindingFlags.NonPublic)!.SetValue(null, silence);
        return silence;
    }
}
