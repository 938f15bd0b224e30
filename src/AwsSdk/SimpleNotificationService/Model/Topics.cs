using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Creates a topic.</summary>
/// <remarks>Not supported: data protection policies.</remarks>
public sealed class CreateTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The name of the topic: 1 to 256 letters, digits, hyphens and underscores. Required.</summary>
    public string? Name { get; set; }

    /// <summary>The attributes of the topic, such as DisplayName, KmsMasterKeyId and Policy.</summary>
    public Dictionary<string, string>? Attributes { get; set; }

    /// <summary>The tags of the topic, at most 50. An existing topic must have the same tags.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Confirms that the topic was created or already existed.</summary>
public sealed class CreateTopicResponse : AmazonWebServiceResponse
{
    /// <summary>The ARN of the topic.</summary>
    public string? TopicArn { get; set; }
}

/// <summary>Requests the attributes of a topic.</summary>
public sealed class GetTopicAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic. Required.</summary>
    public string? TopicArn { get; set; }
}

/// <summary>The attributes of a topic.</summary>
public sealed class GetTopicAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>The attributes, such as Owner, Policy, KmsMasterKeyId and SubscriptionsConfirmed.</summary>
    public Dictionary<string, string>? Attributes { get; set; }
}

/// <summary>Sets one attribute of a topic.</summary>
public sealed class SetTopicAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic. Required.</summary>
    public string? TopicArn { get; set; }

    /// <summary>The attribute, such as KmsMasterKeyId. Required.</summary>
    public string? AttributeName { get; set; }

    /// <summary>The new value of the attribute.</summary>
    public string? AttributeValue { get; set; }
}

/// <summary>Confirms that the attribute was set.</summary>
public sealed class SetTopicAttributesResponse : AmazonWebServiceResponse;

/// <summary>Deletes a topic and its subscriptions.</summary>
public sealed class DeleteTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic. Required.</summary>
    public string? TopicArn { get; set; }
}

/// <summary>Confirms that the topic was deleted.</summary>
public sealed class DeleteTopicResponse : AmazonWebServiceResponse;
