using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Makes a log group.</summary>
public sealed class CreateLogGroupRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>Its name, 1 to 512 of letters, digits and <c>. - _ / #</c>. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>ARN of the key to encrypt it.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Its tags, at most 50.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>Its class; STANDARD by default, the only one with metric filters.</summary>
    public LogGroupClass? LogGroupClass { get; set; }
}

/// <summary>The log group is made.</summary>
public sealed class CreateLogGroupResponse : AmazonWebServiceResponse;

/// <summary>Deletes a log group and all its events.</summary>
public sealed class DeleteLogGroupRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group. Required.</summary>
    public string? LogGroupName { get; set; }
}

/// <summary>The log group is gone.</summary>
public sealed class DeleteLogGroupResponse : AmazonWebServiceResponse;

/// <summary>Makes a stream in a log group.</summary>
public sealed class CreateLogStreamRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The stream's name, 1 to 512 characters without colon and asterisk. Required.</summary>
    public string? LogStreamName { get; set; }
}

/// <summary>The stream is made.</summary>
public sealed class CreateLogStreamResponse : AmazonWebServiceResponse;

/// <summary>Says how long a log group keeps events.</summary>
public sealed class PutRetentionPolicyRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Days: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. Required.</summary>
    public int? RetentionInDays { get; set; }
}

/// <summary>The retention is set.</summary>
public sealed class PutRetentionPolicyResponse : AmazonWebServiceResponse;

/// <summary>Has a log group keep its events for ever.</summary>
public sealed class DeleteRetentionPolicyRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group. Required.</summary>
    public string? LogGroupName { get; set; }
}

/// <summary>The events are kept for ever.</summary>
public sealed class DeleteRetentionPolicyResponse : AmazonWebServiceResponse;
