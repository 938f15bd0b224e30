using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Subscribes an endpoint to a topic.</summary>
public sealed class SubscribeRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic. Required.</summary>
    public string? TopicArn { get; set; }

    /// <summary>The protocol: application, email, email-json, firehose, http, https, lambda, sms or sqs. Required.</summary>
    public string? Protocol { get; set; }

    /// <summary>The endpoint that receives the notifications: an address or an ARN.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The attributes of the subscription, such as RawMessageDelivery.</summary>
    public Dictionary<string, string>? Attributes { get; set; }

    /// <summary>True to return the ARN of a subscription that waits for confirmation. By default, the response contains "pending confirmation" instead.</summary>
    public bool? ReturnSubscriptionArn { get; set; }
}

/// <summary>Confirms that the endpoint was subscribed, or that SNS sent a confirmation request to the endpoint.</summary>
public sealed class SubscribeResponse : AmazonWebServiceResponse
{
    /// <summary>The ARN of the subscription, or "pending confirmation".</summary>
    public string? SubscriptionArn { get; set; }
}

/// <summary>Deletes a subscription.</summary>
public sealed class UnsubscribeRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the subscription. Required.</summary>
    public string? SubscriptionArn { get; set; }
}

/// <summary>Confirms that the subscription was deleted.</summary>
public sealed class UnsubscribeResponse : AmazonWebServiceResponse;

/// <summary>Requests the subscriptions of a topic.</summary>
public sealed class ListSubscriptionsByTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic. Required.</summary>
    public string? TopicArn { get; set; }

    /// <summary>The token from the previous response.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of subscriptions, at most 100.</summary>
public sealed class ListSubscriptionsByTopicResponse : AmazonWebServiceResponse
{
    /// <summary>The subscriptions.</summary>
    public List<Subscription>? Subscriptions { get; set; }

    /// <summary>The token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A subscription of a topic.</summary>
public sealed class Subscription
{
    /// <summary>The ARN of the subscription, or "PendingConfirmation".</summary>
    public string? SubscriptionArn { get; set; }

    /// <summary>The account that owns the subscription.</summary>
    public string? Owner { get; set; }

    /// <summary>The protocol.</summary>
    public string? Protocol { get; set; }

    /// <summary>The endpoint that receives the notifications.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The ARN of the topic.</summary>
    public string? TopicArn { get; set; }
}

/// <summary>Requests the attributes of a subscription.</summary>
public sealed class GetSubscriptionAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the subscription. Required.</summary>
    public string? SubscriptionArn { get; set; }
}

/// <summary>The attributes of a subscription.</summary>
public sealed class GetSubscriptionAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>The attributes, such as PendingConfirmation and RawMessageDelivery.</summary>
    public Dictionary<string, string>? Attributes { get; set; }
}
