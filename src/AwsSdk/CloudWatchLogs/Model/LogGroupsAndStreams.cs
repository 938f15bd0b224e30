using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Creates a log group.</summary>
public sealed class CreateLogGroupRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group: 1 to 512 letters, digits and <c>. - _ / #</c>. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The ARN of the key that encrypts the log group.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>The tags of the log group, at most 50.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>The class of the log group. The default is STANDARD, the only class with metric filters.</summary>
    public LogGroupClass? LogGroupClass { get; set; }
}

/// <summary>Confirms that the log group was created.</summary>
public sealed class CreateLogGroupResponse : AmazonWebServiceResponse;

/// <summary>Deletes a log group and all its events.</summary>
public sealed class DeleteLogGroupRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group. Required.</summary>
    public string? LogGroupName { get; set; }
}

/// <summary>Confirms that the log group was deleted.</summary>
public sealed class DeleteLogGroupResponse : AmazonWebServiceResponse;

/// <summary>Creates a log stream in a log group.</summary>
public sealed class CreateLogStreamRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The name of the log stream: 1 to 512 characters without colons and asterisks. Required.</summary>
    public string? LogStreamName { get; set; }
}

/// <summary>Confirms that the log stream was created.</summary>
public sealed class CreateLogStreamResponse : AmazonWebServiceResponse;

/// <summary>Sets how long a log group keeps events.</summary>
public sealed class PutRetentionPolicyRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The number of days: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. Required.</summary>
    public int? RetentionInDays { get; set; }
}

/// <summary>Confirms that the retention was set.</summary>
public sealed class PutRetentionPolicyResponse : AmazonWebServiceResponse;

/// <summary>Removes the retention of a log group, so that its events never expire.</summary>
public sealed class DeleteRetentionPolicyRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group. Required.</summary>
    public string? LogGroupName { get; set; }
}

/// <summary>Confirms that the events never expire.</summary>
public sealed class DeleteRetentionPolicyResponse : AmazonWebServiceResponse;
