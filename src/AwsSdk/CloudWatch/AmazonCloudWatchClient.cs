using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using Amazon.StandIn;

namespace Amazon.CloudWatch;

/// <summary>
/// A client of CloudWatch for alarms. The service's errors are <see cref="AmazonCloudWatchException"/>s; some errors have their own type.
/// The client retries throttled calls, server errors and broken connections before it throws an exception.
/// </summary>
/// <param name="credentials">The credentials of the caller.</param>
/// <param name="clientConfig">The Region or endpoint, the retries and the timeouts.</param>
public sealed class AmazonCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("CloudWatch", "2010-08-01", "monitoring", new RegionalEndpoints("monitoring", govFips: "monitoring", govFipsDualStack: "monitoring"));

    // As in the published SDK, only the errors that the model of the service lists for these operations have types.
    private static readonly ErrorTable Errors = new(static e => new AmazonCloudWatchException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["ConcurrentModificationException"] = static e => new Model.ConcurrentModificationException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InternalServiceError"] = static e => new Model.InternalServiceException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InternalServiceFault"] = static e => new Model.InternalServiceException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidNextToken"] = static e => new Model.InvalidNextTokenException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidParameterValue"] = static e => new Model.InvalidParameterValueException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidParameterValueException"] = static e => new Model.InvalidParameterValueException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["LimitExceeded"] = static e => new Model.LimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["LimitExceededFault"] = static e => new Model.LimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceNotFound"] = static e => new Model.ResourceNotFoundException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceNotFoundException"] = static e => new Model.ResourceNotFoundException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly JsonProtocol Wire = new(Service, Errors, "1.0", "GraniteServiceVersion20100801", JsonModel.PascalCaseSeconds);

    /// <summary>Deletes alarms.</summary>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<DeleteAlarmsResponse> DeleteAlarmsAsync(DeleteAlarmsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteAlarmsResponse>(request, cancellationToken);

    /// <summary>Lists the history of alarms, one page per call.</summary>
    /// <exception cref="Model.InvalidNextTokenException"/>
    public Task<DescribeAlarmHistoryResponse> DescribeAlarmHistoryAsync(DescribeAlarmHistoryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeAlarmHistoryResponse>(request, cancellationToken);

    /// <summary>Lists alarms, one page per call.</summary>
    /// <exception cref="Model.InvalidNextTokenException"/>
    public Task<DescribeAlarmsResponse> DescribeAlarmsAsync(DescribeAlarmsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeAlarmsResponse>(request, cancellationToken);

    /// <summary>Lists the tags of an alarm.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.InternalServiceException"/>
    public Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, cancellationToken);

    /// <summary>Creates or replaces an alarm.</summary>
    /// <exception cref="Model.LimitExceededException"/>
    public Task<PutMetricAlarmResponse> PutMetricAlarmAsync(PutMetricAlarmRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutMetricAlarmResponse>(request, cancellationToken);

    /// <summary>Adds tags to an alarm, or changes their values.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.InternalServiceException"/>
    public Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, cancellationToken);
}
