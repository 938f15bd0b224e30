using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Deletes alarms. Names of alarms that do not exist do not prevent the deletion of the others.</summary>
public sealed class DeleteAlarmsRequest : AmazonCloudWatchRequest
{
    /// <summary>The names of the alarms, at most 100. Required.</summary>
    public List<string>? AlarmNames { get; set; }
}

/// <summary>Confirms that the alarms were deleted.</summary>
public sealed class DeleteAlarmsResponse : AmazonWebServiceResponse;
