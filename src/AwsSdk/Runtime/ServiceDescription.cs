using Amazon.Runtime.Internal;

namespace Amazon.StandIn;

/// <summary>The properties of one AWS service that the shared classes need.</summary>
/// <param name="ServiceId">The id of the service in AWS, which AWS_ENDPOINT_URL_… and the user agent contain.</param>
/// <param name="ApiVersion">The version of the API, a date.</param>
/// <param name="EndpointPrefix">The first label of the host names.</param>
/// <param name="Endpoints">The endpoints of the service.</param>
internal sealed record ServiceDescription(string ServiceId, string ApiVersion, string EndpointPrefix, EndpointRules Endpoints) : IServiceMetadata
{
    /// <summary>The service name in signatures.</summary>
    public string SigningName { get; init; } = EndpointPrefix;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
