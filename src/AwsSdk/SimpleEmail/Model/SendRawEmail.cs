using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Sends a mail as it is.</summary>
/// <remarks>Left out: sending for another account's identities.</remarks>
public sealed class SendRawEmailRequest : AmazonSimpleEmailServiceRequest
{
    /// <summary>The sender, where it is not the mail's From.</summary>
    public string? Source { get; set; }

    /// <summary>The recipients, at most 50, where they are not the mail's To, Cc and Bcc.</summary>
    public List<string>? Destinations { get; set; }

    /// <summary>The mail. Required.</summary>
    public RawMessage? RawMessage { get; set; }

    /// <summary>The configuration set to send it with.</summary>
    public string? ConfigurationSetName { get; set; }

    /// <summary>What to find it by in the events of the configuration set.</summary>
    public List<MessageTag>? Tags { get; set; }
}

/// <summary>SES has taken the mail; whether it arrives shows later.</summary>
public sealed class SendRawEmailResponse : AmazonWebServiceResponse
{
    /// <summary>What SES calls the mail.</summary>
    public string? MessageId { get; set; }
}

/// <summary>A mail as it goes over the wire.</summary>
public sealed class RawMessage
{
    /// <summary>The whole mail, MIME, at most 10 MB in base64, no line over 998 characters. Required.</summary>
    public MemoryStream? Data { get; set; }
}

/// <summary>A name and value to find a mail by.</summary>
public sealed class MessageTag
{
    /// <summary>Its name, at most 256 of letters, digits, <c>_</c> and <c>-</c>. Required.</summary>
    public string? Name { get; set; }

    /// <summary>Its value, at most 256 of letters, digits, <c>_</c> and <c>-</c>. Required.</summary>
    public string? Value { get; set; }
}
