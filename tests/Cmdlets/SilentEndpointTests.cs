using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

namespace AwsLoginAudit.Tests.Cmdlets;

// A class of its own, so that the other tests go on beside this one.
public sealed class SilentEndpointTests
{
    [Fact]
    public async Task An_endpoint_that_never_answers_is_given_up_within_thirty_seconds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = $"http://{listener.LocalEndpoint}";
        using var engine = new Engine();
        engine.Set("aws", Engine.Parameters(endpoint));
        var waited = Stopwatch.StartNew();
        var (error, _) = await Task.Run(() => engine.Fail("Get-LoginAuditFailure /aws/SecurityAuditLogs @aws"));
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        ErrorTests.AssertError(error, LoginAuditError.EndpointUnreachable, ErrorCategory.ConnectionError, endpoint);
    }

    // RFC 6761 keeps the name from ever being anybody's.
    [Fact]
    public async Task An_endpoint_whose_name_nobody_knows_is_given_up_within_thirty_seconds()
    {
        const string Endpoint = "http://logs.us-east-1.invalid";
        using var engine = new Engine();
        engine.Set("aws", Engine.Parameters(Endpoint));
        var waited = Stopwatch.StartNew();
        var (error, _) = await Task.Run(() => engine.Fail("Get-LoginAuditFailure /aws/SecurityAuditLogs @aws"));
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        ErrorTests.AssertError(error, LoginAuditError.EndpointUnreachable, ErrorCategory.ConnectionError, Endpoint);
    }
}
