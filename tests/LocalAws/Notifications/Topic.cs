namespace LocalAws.Notifications;

internal sealed class Topic(string name, string arn)
{
    public string Name => name;

    public string Arn => arn;

    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public List<Subscription> Subscriptions { get; } = [];
}

internal sealed class Subscription(string arn, string protocol, string endpoint)
{
    public string Arn => arn;

    public string Protocol => protocol;

    public string Endpoint => endpoint;

    public bool IsConfirmed { get; set; }

    public bool IsRaw { get; init; }
}

/// <summary>A message that reached an e-mail address.</summary>
/// <param name="Protocol">email or email-json.</param>
/// <param name="Endpoint">The address.</param>
/// <param name="Subject">The message's subject.</param>
/// <param name="Message">The message's text.</param>
public sealed record Delivery(string Protocol, string Endpoint, string Subject, string Message);

/// <summary>A message that was lost.</summary>
/// <param name="Target">ARN of the topic, the queue or the function that it did not reach.</param>
/// <param name="Reason">Why.</param>
public sealed record LostMessage(string Target, string Reason);
