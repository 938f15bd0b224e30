using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Deletes alarms. Wrong names do not keep the right ones from being deleted.</summary>
public sealed class DeleteAlarmsRequest : AmazonCloudWatchRequest
{
    /// <summary>Their names, at most 100. Required.</summary>
    public List<string>? AlarmNames { get; set; }
}

/// <summary>The alarms are gone.</summary>
public sealed class DeleteAlarmsResponse : AmazonWebServiceResponse;
