using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Marks the methods that read and count every event, so that the first call compiles them with full optimization.</summary>
/// <remarks>
/// By default, .NET compiles a method quickly, and optimizes it only after many calls. A count of 100,000 events is almost complete by then. A module
/// cannot change this setting for its process, but can change it for its own methods. The benchmark "pieces" shows which classes become faster.
/// .NET Framework ignores the mark, and always compiles with full optimization.
/// </remarks>
internal static class Hot
{
    /// <summary>The value of <c>MethodImplOptions.AggressiveOptimization</c>, which .NET Standard 2.0 does not define.</summary>
    public const MethodImplOptions Path = (MethodImplOptions)512;
}
