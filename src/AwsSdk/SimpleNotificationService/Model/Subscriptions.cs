using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Subscribes an endpoint to a topic.</summary>
public sealed class SubscribeRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The topic. Required.</summary>
    public string? TopicArn { get; set; }

    /// <summary>How it is notified: application, email, email-json, firehose, http, https, lambda, sms or sqs. Required.</summary>
    public string? Protocol { get; set; }

    /// <summary>What is notified: an address, or an ARN.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The subscription's attributes, such as RawMessageDelivery.</summary>
    public Dictionary<string, string>? Attributes { get; set; }

    /// <summary>Whether the answer has the ARN of a subscription that waits for confirmation; it says "pending confirmation" by default.</summary>
    public bool? ReturnSubscriptionArn { get; set; }
}

/// <summary>The endpoint is subscribed, or has been asked whether it wants to be.</summary>
public sealed class SubscribeResponse : AmazonWebServiceResponse
{
    /// <summary>The subscription's ARN, or "pending confirmation".</summary>
    public string? SubscriptionArn { get; set; }
}

/// <summary>Deletes a subscription.</summary>
public sealed class UnsubscribeRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The subscription. Required.</summary>
    public string? SubscriptionArn { get; set; }
}

/// <summary>The subscription is gone.</summary>
public sealed class UnsubscribeResponse : AmazonWebServiceResponse;

/// <summary>Asks for the subscriptions of a topic.</summary>
public sealed class ListSubscriptionsByTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The topic. Required.</summary>
    public string? TopicArn { get; set; }

    /// <summary>The token of the page before.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of subscriptions, at most 100.</summary>
public sealed class ListSubscriptionsByTopicResponse : AmazonWebServiceResponse
{
    /// <summary>The subscriptions.</summary>
    public List<Subscription>? Subscriptions { get; set; }

    /// <summary>There is more, to be asked for with this.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A subscription of a topic.</summary>
public sealed class Subscription
{
    /// <summary>Its ARN, or "PendingConfirmation".</summary>
    public string? SubscriptionArn { get; set; }

    /// <summary>The account it belongs to.</summary>
    public string? Owner { get; set; }

    /// <summary>How the endpoint is notified.</summary>
    public string? Protocol { get; set; }

    /// <summary>What is notified.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The topic.</summary>
    public string? TopicArn { get; set; }
}

/// <summary>Asks for the attributes of a subscription.</summary>
public sealed class GetSubscriptionAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The subscription. Required.</summary>
    public string? SubscriptionArn { get; set; }
}

/// <summary>The attributes of a subscription.</summary>
public sealed class GetSubscriptionAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>The attributes, such as PendingConfirmation and RawMessageDelivery.</summary>
    public Dictionary<string, string>? Attributes { get; set; }
}
