using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Makes a topic.</summary>
/// <remarks>Left out: data protection policies.</remarks>
public sealed class CreateTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>Its name, 1 to 256 letters, digits, hyphens and underscores. Required.</summary>
    public string? Name { get; set; }

    /// <summary>Its attributes, such as DisplayName, KmsMasterKeyId and Policy.</summary>
    public Dictionary<string, string>? Attributes { get; set; }

    /// <summary>Its tags, at most 50. A topic that exists must have these.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>The topic is made, or existed.</summary>
public sealed class CreateTopicResponse : AmazonWebServiceResponse
{
    /// <summary>Its ARN.</summary>
    public string? TopicArn { get; set; }
}

/// <summary>Asks for the attributes of a topic.</summary>
public sealed class GetTopicAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The topic. Required.</summary>
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
    /// <summary>The topic. Required.</summary>
    public string? TopicArn { get; set; }

    /// <summary>The attribute, such as KmsMasterKeyId. Required.</summary>
    public string? AttributeName { get; set; }

    /// <summary>Its new value.</summary>
    public string? AttributeValue { get; set; }
}

/// <summary>The attribute is set.</summary>
public sealed class SetTopicAttributesResponse : AmazonWebServiceResponse;

/// <summary>Deletes a topic and its subscriptions.</summary>
public sealed class DeleteTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The topic. Required.</summary>
    public string? TopicArn { get; set; }
}

/// <summary>The topic is gone.</summary>
public sealed class DeleteTopicResponse : AmazonWebServiceResponse;
