using System.Collections.Concurrent;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The parameters by which a cmdlet reaches AWS, named as AWS Tools for PowerShell names them.</summary>
public abstract class AwsCmdlet : LoginAuditCmdlet
{
    private readonly ConcurrentQueue<string> calls = new();
    private AwsSession? session;

    /// <summary>The AWS Region's system name, such as eu-west-1.</summary>
    [Parameter]
    public string? Region { get; set; }

    /// <summary>The name of an AWS profile.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    public string? ProfileName { get; set; }

    /// <summary>An access key id; goes with -SecretKey.</summary>
    [Parameter]
    [Alias("AK")]
    public string? AccessKey { get; set; }

    /// <summary>The secret access key of -AccessKey.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    public string? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials.</summary>
    [Parameter]
    [Alias("ST")]
    public string? SessionToken { get; set; }

    /// <summary>Another endpoint for every service, such as a VPC endpoint: an absolute URL.</summary>
    [Parameter]
    public string? EndpointUrl { get; set; }

    /// <summary>The connection, made when it is first needed.</summary>
    /// <exception cref="LoginAuditException">Credentials, Region or endpoint are missing or wrong.</exception>
    protected AwsSession Session => session ??= new AwsSession(
        new AwsConnection
        {
            Region = Region,
            ProfileName = ProfileName,
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            SessionToken = SessionToken,
            EndpointUrl = EndpointUrl,
            SessionCredentials = AwsToolsSession.Credentials(GetVariableValue("StoredAWSCredentials")),
            SessionRegion = AwsToolsSession.Region(GetVariableValue("StoredAWSRegion")),
        },
        calls.Enqueue);

    /// <inheritdoc/>
    protected override void OnProgress()
    {
        while (calls.TryDequeue(out var call))
            WriteVerbose(call);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            session?.Dispose();
        base.Dispose(disposing);
    }
}
