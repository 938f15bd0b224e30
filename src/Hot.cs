using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Marks what reads and counts every event: it is compiled for good when it is first called.</summary>
/// <remarks>
/// .NET compiles a method quickly at first and well once it has proved to be used much; a count of 100,000 events is nearly over by then. A module
/// has no say in that for its process, but in its own methods. The benchmark "pieces" shows which classes gain by it. .NET Framework, which does not
/// know the mark, compiles everything well at once.
/// </remarks>
internal static class Hot
{
    /// <summary><c>MethodImplOptions.AggressiveOptimization</c>, which .NET Standard 2.0 has no name for.</summary>
    public const MethodImplOptions Path = (MethodImplOptions)512;
}
