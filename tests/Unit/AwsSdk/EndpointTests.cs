using System.Text.Json;
using Amazon;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.EventBridge;
using Amazon.IdentityManagement;
using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SimpleEmail;
using Amazon.SimpleNotificationService;

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

    [Theory]
    [InlineData("us-east-1", false, false, "https://lambda.us-east-1.amazonaws.com", "https://events.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", true, false, "https://lambda-fips.us-east-1.amazonaws.com", "https://events-fips.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", false, true, "https://lambda.us-east-1.api.aws", "https://events.us-east-1.api.aws")]
    [InlineData("cn-north-1", false, false, "https://lambda.cn-north-1.amazonaws.com.cn", "https://events.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", true, false, "https://lambda-fips.us-gov-west-1.amazonaws.com", "https://events.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, true, "https://lambda-fips.us-gov-west-1.api.aws", "https://events.us-gov-west-1.api.aws")]
    public void Functions_and_rules_are_in_the_region_too(string region, bool fips, bool dualStack, string lambda, string eventBridge)
    {
        Assert.Equal(lambda, Resolve(new AmazonLambdaConfig(), region, fips, dualStack));
        Assert.Equal(eventBridge, Resolve(new AmazonEventBridgeConfig(), region, fips, dualStack));
    }

    [Theory]
    [InlineData("eu-west-1", false, false, "https://iam.amazonaws.com", "us-east-1")]
    [InlineData("eu-west-1", true, false, "https://iam-fips.amazonaws.com", "us-east-1")]
    [InlineData("eu-west-1", false, true, "https://iam.global.api.aws", "us-east-1")]
    [InlineData("eu-west-1", true, true, "https://iam-fips.global.api.aws", "us-east-1")]
    [InlineData("cn-northwest-1", false, false, "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("cn-northwest-1", false, true, "https://iam.global.api.amazonwebservices.com.cn", "cn-north-1")]
    [InlineData("us-gov-east-1", false, false, "https://iam.us-gov.amazonaws.com", "us-gov-west-1")]
    [InlineData("us-gov-east-1", true, true, "https://iam.us-gov.api.aws", "us-gov-west-1")]
    [InlineData("us-iso-west-1", false, false, "https://iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1")]
    [InlineData("us-isob-east-1", true, false, "https://iam-fips.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1")]
    [InlineData("eusc-de-east-1", false, false, "https://iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1")]
    public async Task IAM_has_one_endpoint_a_partition_and_signs_for_its_region(string region, bool fips, bool dualStack, string url, string signedFor)
    {
        using var sent = new SentRequests();
        var config = new AmazonIdentityManagementServiceConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack, HttpClientFactory = sent };
        using var iam = new AmazonIdentityManagementServiceClient(RecordingServer.Credentials, config);

        await iam.GetRoleAsync(new() { RoleName = "r" }, TestContext.Current.CancellationToken);

        Assert.Equal(url + "/", sent.Url);
        Assert.Contains($"/{signedFor}/iam/aws4_request", sent.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regional_service_signs_for_the_region_it_is_in_and_under_its_own_name()
    {
        using var sent = new SentRequests();
        using var ses = new AmazonSimpleEmailServiceClient(RecordingServer.Credentials, new() { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = sent });

        await ses.GetSendQuotaAsync(new(), TestContext.Current.CancellationToken);

        Assert.Equal("https://email.eu-west-1.amazonaws.com/", sent.Url);
        Assert.Contains("/eu-west-1/ses/aws4_request", sent.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_region_resolves_as_the_published_rules_say()
    {
        var script = """
            import botocore.session, json
            from botocore.endpoint_provider import EndpointProvider
            loader, found = botocore.session.get_session().get_component('data_loader'), []
            rules = {s: EndpointProvider(loader.load_service_model(s, 'endpoint-rule-set-1'), loader.load_data('partitions')) for s in ['logs', 'cloudwatch', 'sns', 'iam', 'ses', 'lambda', 'events']}
            for region in ['us-east-1', 'eu-central-1', 'cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1', 'us-iso-west-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-east-1', 'eusc-de-east-1']:
                for fips in [False, True]:
                    # The isolated partitions' dual-stack domains are younger than many a botocore.
                    for dual in [False] if '-iso' in region else [False, True]:
                        for service in rules:
                            try:
                                endpoint = rules[service].resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual)
                                url, signing = endpoint.url, [s['signingRegion'] for s in endpoint.properties.get('authSchemes', [])]
                            except Exception:
                                url, signing = None, []
                            found.append(dict(region=region, fips=fips, dual=dual, service=service, url=url, signing=signing))
            print(json.dumps(found))
            """;
        if (await Python.TryRunAsync(script) is not { } output)
        {
            Assert.Skip("python3 with botocore is not on this machine");
            return;
        }

        Assert.All(JsonDocument.Parse(output).RootElement.EnumerateArray(), expected =>
        {
            var config = ConfigOf(expected.GetProperty("service").GetString()!);
            Endpoint Ours() => Find(config, expected.GetProperty("region").GetString()!, expected.GetProperty("fips").GetBoolean(), expected.GetProperty("dual").GetBoolean());
            if (expected.GetProperty("url").GetString() is { } url)
                Assert.Equal((url, string.Concat(expected.GetProperty("signing").EnumerateArray())), (Ours().URL, SigningRegion(Ours())));
            else
                Assert.Throws<AmazonClientException>(Ours);
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

    private static ClientConfig ConfigOf(string service) => service switch
    {
        "logs" => new AmazonCloudWatchLogsConfig(),
        "cloudwatch" => new AmazonCloudWatchConfig(),
        "sns" => new AmazonSimpleNotificationServiceConfig(),
        "iam" => new AmazonIdentityManagementServiceConfig(),
        "lambda" => new AmazonLambdaConfig(),
        "events" => new AmazonEventBridgeConfig(),
        _ => new AmazonSimpleEmailServiceConfig(),
    };

    private static string Resolve(ClientConfig config, string region, bool fips, bool dualStack) => Find(config, region, fips, dualStack).URL;

    private static Endpoint Find(ClientConfig config, string region, bool fips, bool dualStack)
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = fips;
        config.UseDualstackEndpoint = dualStack;
        return config.DetermineServiceOperationEndpoint(new(new DescribeLogGroupsRequest()));
    }

    private static string SigningRegion(Endpoint endpoint) =>
        string.Concat(((System.Collections.IEnumerable?)endpoint.Attributes?["authSchemes"])?.Cast<IPropertyBag>().Select(scheme => scheme["signingRegion"]) ?? []);

    /// <summary>Keeps where a request would have gone, instead of sending it there.</summary>
    private sealed class SentRequests : HttpClientFactory, IDisposable
    {
        private readonly Catcher catcher = new();

        public string? Url => catcher.Request?.RequestUri?.ToString();

        public string Authorization => catcher.Request!.Headers.GetValues("Authorization").Single();

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(catcher, disposeHandler: false);

        public void Dispose() => catcher.Dispose();

        private sealed class Catcher : HttpMessageHandler
        {
            public HttpRequestMessage? Request { get; private set; }

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                Request = request;
                return Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent([]) });
            }
        }
    }
}
