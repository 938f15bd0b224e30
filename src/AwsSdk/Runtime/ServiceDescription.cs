using Amazon.Runtime.Internal;

namespace Amazon.StandIn;

/// <summary>The facts of one AWS service that the shared plumbing needs.</summary>
/// <param name="ServiceId">The name AWS gives the service; AWS_ENDPOINT_URL_… and user agents are derived from it.</param>
/// <param name="ApiVersion">Version of the API, a date.</param>
/// <param name="EndpointPrefix">First label of the host names.</param>
/// <param name="Endpoints">Where the service is.</param>
internal sealed record ServiceDescription(string ServiceId, string ApiVersion, string EndpointPrefix, EndpointRules Endpoints) : IServiceMetadata
{
    /// <summary>The name requests are signed for.</summary>
    public string SigningName { get; init; } = EndpointPrefix;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
