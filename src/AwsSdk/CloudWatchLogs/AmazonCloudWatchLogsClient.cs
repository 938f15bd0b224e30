using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Amazon.StandIn;

namespace Amazon.CloudWatchLogs;

/// <summary>
/// A client of CloudWatch Logs. The service's errors are <see cref="AmazonCloudWatchLogsException"/>s; some errors have their own type.
/// The client retries throttled calls, server errors and broken connections before it throws an exception.
/// </summary>
/// <param name="credentials">The credentials of the caller.</param>
/// <param name="clientConfig">The Region or endpoint, the retries and the timeouts.</param>
public sealed class AmazonCloudWatchLogsClient(AWSCredentials credentials, AmazonCloudWatchLogsConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("CloudWatch Logs", "2014-03-28", "logs", new RegionalEndpoints("logs", govFips: "logs", govFipsDualStack: "logs-fips"));

    // As in the published SDK, only the errors that the model of the service lists for these operations have types.
    private static readonly ErrorTable Errors = new(static e => new AmazonCloudWatchLogsException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["DataAlreadyAcceptedException"] = static e => new Model.DataAlreadyAcceptedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidOperationException"] = static e => new Model.InvalidOperationException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidParameterException"] = static e => new Model.InvalidParameterException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidSequenceTokenException"] = static e => new Model.InvalidSequenceTokenException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["LimitExceededException"] = static e => new Model.LimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["MalformedQueryException"] = static e => new Model.MalformedQueryException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["OperationAbortedException"] = static e => new Model.OperationAbortedException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceAlreadyExistsException"] = static e => new Model.ResourceAlreadyExistsException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceNotFoundException"] = static e => new Model.ResourceNotFoundException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ServiceUnavailableException"] = static e => new Model.ServiceUnavailableException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["TooManyTagsException"] = static e => new Model.TooManyTagsException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ValidationException"] = static e => new Model.ValidationException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly JsonProtocol Wire = new(Service, Errors, "1.1", "Logs_20140328", JsonModel.CamelCaseMilliseconds);

    /// <summary>Creates a log group.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceAlreadyExistsException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.OperationAbortedException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<CreateLogGroupResponse> CreateLogGroupAsync(CreateLogGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateLogGroupResponse>(request, cancellationToken);

    /// <summary>Creates a log stream in a log group.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceAlreadyExistsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<CreateLogStreamResponse> CreateLogStreamAsync(CreateLogStreamRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateLogStreamResponse>(request, cancellationToken);

    /// <summary>Deletes a log group and all its events.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.OperationAbortedException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    /// <exception cref="Model.ValidationException"/>
    public Task<DeleteLogGroupResponse> DeleteLogGroupAsync(DeleteLogGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteLogGroupResponse>(request, cancellationToken);

    /// <summary>Deletes a metric filter.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.OperationAbortedException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<DeleteMetricFilterResponse> DeleteMetricFilterAsync(DeleteMetricFilterRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteMetricFilterResponse>(request, cancellationToken);

    /// <summary>Removes the retention of a log group, so that its events never expire.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.OperationAbortedException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<DeleteRetentionPolicyResponse> DeleteRetentionPolicyAsync(DeleteRetentionPolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteRetentionPolicyResponse>(request, cancellationToken);

    /// <summary>Lists log groups, one page per call.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<DescribeLogGroupsResponse> DescribeLogGroupsAsync(DescribeLogGroupsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeLogGroupsResponse>(request, cancellationToken);

    /// <summary>Lists the log streams of a log group, one page per call.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<DescribeLogStreamsResponse> DescribeLogStreamsAsync(DescribeLogStreamsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeLogStreamsResponse>(request, cancellationToken);

    /// <summary>Lists metric filters, one page per call.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeMetricFiltersResponse>(request, cancellationToken);

    /// <summary>Reads the events of a log group, one page per call.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<FilterLogEventsResponse> FilterLogEventsAsync(FilterLogEventsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<FilterLogEventsResponse>(request, cancellationToken);

    /// <summary>Reads the events of a log stream, one page per call.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<GetLogEventsResponse> GetLogEventsAsync(GetLogEventsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetLogEventsResponse>(request, cancellationToken);

    /// <summary>Reads the state and the rows of a query.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetQueryResultsResponse>(request, cancellationToken);

    /// <summary>Lists the tags of a log group.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, cancellationToken);

    /// <summary>Sends events to a log stream.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.InvalidSequenceTokenException"/>
    /// <exception cref="Model.DataAlreadyAcceptedException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<PutLogEventsResponse> PutLogEventsAsync(PutLogEventsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutLogEventsResponse>(request, cancellationToken);

    /// <summary>Creates or replaces a metric filter.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.OperationAbortedException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    /// <exception cref="Model.InvalidOperationException"/>
    public Task<PutMetricFilterResponse> PutMetricFilterAsync(PutMetricFilterRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutMetricFilterResponse>(request, cancellationToken);

    /// <summary>Sets how long a log group keeps events.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.OperationAbortedException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<PutRetentionPolicyResponse> PutRetentionPolicyAsync(PutRetentionPolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutRetentionPolicyResponse>(request, cancellationToken);

    /// <summary>Starts a query of Logs Insights.</summary>
    /// <exception cref="Model.MalformedQueryException"/>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<StartQueryResponse> StartQueryAsync(StartQueryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StartQueryResponse>(request, cancellationToken);

    /// <summary>Stops a query of Logs Insights.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<StopQueryResponse> StopQueryAsync(StopQueryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StopQueryResponse>(request, cancellationToken);

    /// <summary>Adds tags to a log group, or changes their values.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    /// <exception cref="Model.TooManyTagsException"/>
    public Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, cancellationToken);

    /// <summary>Tests a filter pattern with messages.</summary>
    /// <exception cref="Model.InvalidParameterException"/>
    /// <exception cref="Model.ServiceUnavailableException"/>
    public Task<TestMetricFilterResponse> TestMetricFilterAsync(TestMetricFilterRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TestMetricFilterResponse>(request, cancellationToken);
}
