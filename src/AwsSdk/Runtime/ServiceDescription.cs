using Amazon.Runtime.Internal;

namespace Amazon.StandIn;

/// <summary>The facts of one AWS service that the shared plumbing needs.</summary>
/// <param name="ServiceId">The name AWS gives the service; AWS_ENDPOINT_URL_… and user agents are derived from it.</param>
/// <param name="ApiVersion">Version of the API, a date.</param>
/// <param name="EndpointPrefix">First label of the host name, and the name requests are signed for.</param>
/// <param name="GovFipsDualStackPrefix">First label of the dual-stack FIPS host in GovCloud, which services name as they like.</param>
internal sealed record ServiceDescription(string ServiceId, string ApiVersion, string EndpointPrefix, string GovFipsDualStackPrefix) : IServiceMetadata
{
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
