using AwsLoginAudit.Tests.Cmdlets;
using LocalAws;

namespace AwsLoginAudit.Tests.Samples;

/// <summary>A sample, run in the engine with the module imported, as a person would who has set credentials for the session.</summary>
internal static class SampleScript
{
    /// <param name="engine">The session.</param>
    /// <param name="name">The script's name.</param>
    /// <param name="server">What it talks to; null for a way that talks to nobody.</param>
    /// <param name="parameters">What stands after the script's name.</param>
    public static Outcome Run(Engine engine, string name, LocalAwsServer? server, string parameters) => engine.Run($$"""
        $PSDefaultParameterValues = @{ '*-LoginAudit*:AccessKey' = '{{Engine.AccessKey}}'; '*-LoginAudit*:SecretKey' = '{{Engine.SecretKey}}' }
        & '{{SampleFiles.Script(name)}}' {{(server is null ? "" : $"-Region us-east-1 -EndpointUrl {server.Endpoint}")}} {{parameters}}
        """);
}
