using System.Text.Json;
using Amazon;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Where requests go: the region's own host in its partition, FIPS and dual-stack hosts, or the endpoint that was asked for.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("us-east-1", false, false, "https://logs.us-east-1.amazonaws.com", "https://monitoring.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", true, false, "https://logs-fips.us-east-1.amazonaws.com", "https://monitoring-fips.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", false, true, "https://logs.us-east-1.api.aws", "https://monitoring.us-east-1.api.aws")]
    [InlineData("us-east-1", true, true, "https://logs-fips.us-east-1.api.aws", "https://monitoring-fips.us-east-1.api.aws")]
    [InlineData("cn-north-1", false, false, "https://logs.cn-north-1.amazonaws.com.cn", "https://monitoring.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", true, false, "https://logs.us-gov-west-1.amazonaws.com", "https://monitoring.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, true, "https://logs-fips.us-gov-west-1.api.aws", "https://monitoring.us-gov-west-1.api.aws")]
    public void A_region_has_its_hosts(string region, bool fips, bool dualStack, string logs, string cloudWatch)
    {
        Assert.Equal(logs, Resolve(new AmazonCloudWatchLogsConfig(), region, fips, dualStack));
        Assert.Equal(cloudWatch, Resolve(new AmazonCloudWatchConfig(), region, fips, dualStack));
    }

    [Fact]
    public async Task Every_region_resolves_as_the_published_rules_say()
    {
        var script = """
            import botocore.session, json
            from botocore.endpoint_provider import EndpointProvider
            loader, found = botocore.session.get_session().get_component('data_loader'), []
            rules = {s: EndpointProvider(loader.load_service_model(s, 'endpoint-rule-set-1'), loader.load_data('partitions')) for s in ['logs', 'cloudwatch']}
            for region in ['us-east-1', 'eu-central-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'eusc-de-east-1']:
                for fips in [False, True]:
                    # The isolated partitions' dual-stack domains are younger than many a botocore.
                    for dual in [False] if '-iso' in region else [False, True]:
                        for service in rules:
                            try:
                                url = rules[service].resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual).url
                            except Exception:
                                url = None
                            found.append(dict(region=region, fips=fips, dual=dual, service=service, url=url))
            print(json.dumps(found))
            """;
        if (await Python.TryRunAsync(script) is not { } output)
        {
            Assert.Skip("python3 with botocore is not on this machine");
            return;
        }

        Assert.All(JsonDocument.Parse(output).RootElement.EnumerateArray(), expected =>
        {
            ClientConfig config = expected.GetProperty("service").GetString() == "logs" ? new AmazonCloudWatchLogsConfig() : new AmazonCloudWatchConfig();
            var url = expected.GetProperty("url").GetString();
            string Ours() => Resolve(config, expected.GetProperty("region").GetString()!, expected.GetProperty("fips").GetBoolean(), expected.GetProperty("dual").GetBoolean());
            if (url is null)
                Assert.Throws<AmazonClientException>(Ours);
            else
                Assert.Equal(url, Ours());
        });
    }

    [Fact]
    public async Task An_endpoint_that_was_asked_for_goes_before_the_region()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("{}"));
        var config = new AmazonCloudWatchLogsConfig { RegionEndpoint = RegionEndpoint.EUWest1 };
        config.ServiceURL = server.Url;
        config.AuthenticationRegion = "eu-west-1";
        using var logs = new AmazonCloudWatchLogsClient(RecordingServer.Credentials, config);

        await logs.DescribeLogGroupsAsync(new(), TestContext.Current.CancellationToken);

        Assert.Contains("/eu-west-1/logs/aws4_request", Assert.Single(server.Requests).Headers["Authorization"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_endpoint_of_ones_own_has_no_FIPS_or_dual_stack_form(bool fips, bool dualStack)
    {
        var config = new AmazonCloudWatchLogsConfig { ServiceURL = "http://127.0.0.1:9", AuthenticationRegion = "us-east-1", UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack, MaxErrorRetry = 0 };
        using var logs = new AmazonCloudWatchLogsClient(RecordingServer.Credentials, config);
        var error = await Assert.ThrowsAsync<AmazonClientException>(() => logs.DescribeLogGroupsAsync(new(), TestContext.Current.CancellationToken));
        Assert.Contains("custom endpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Retries_are_the_standard_ones() => Assert.Equal(RequestRetryMode.Standard, new AmazonCloudWatchLogsConfig { RegionEndpoint = RegionEndpoint.USEast1 }.RetryMode);

    private static string Resolve(ClientConfig config, string region, bool fips, bool dualStack)
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = fips;
        config.UseDualstackEndpoint = dualStack;
        return config.DetermineServiceOperationEndpoint(new(new DescribeLogGroupsRequest())).URL;
    }
}
