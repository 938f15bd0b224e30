using Amazon.Runtime;

namespace Amazon.StandIn;

/// <summary>
/// The settings of each AWS_DEFAULTS_MODE, as AWS publishes them for every SDK (sdk-default-configuration, version 1). AWS_RETRY_MODE and the settings
/// of the client take precedence.
/// </summary>
internal static class Defaults
{
    public static IReadOnlyList<IDefaultConfiguration> All { get; } =
    [
        Mode(DefaultConfigurationMode.Standard, connectMilliseconds: 3100),
        Mode(DefaultConfigurationMode.InRegion, connectMilliseconds: 1100),
        Mode(DefaultConfigurationMode.CrossRegion, connectMilliseconds: 3100),
        Mode(DefaultConfigurationMode.Mobile, connectMilliseconds: 30000),
    ];

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds)
    {
        var connect = TimeSpan.FromMilliseconds(connectMilliseconds);
        return new() { Name = name, RetryMode = RequestRetryMode.Standard, ConnectTimeout = connect, TlsNegotiationTimeout = connect };
    }
}
