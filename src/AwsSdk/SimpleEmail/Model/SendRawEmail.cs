using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Sends a mail without changes.</summary>
/// <remarks>Not supported: sending for another account's identities.</remarks>
public sealed class SendRawEmailRequest : AmazonSimpleEmailServiceRequest
{
    /// <summary>The sender, if different from the From header of the mail.</summary>
    public string? Source { get; set; }

    /// <summary>The recipients, at most 50, if different from the To, Cc and Bcc headers of the mail.</summary>
    public List<string>? Destinations { get; set; }

    /// <summary>The mail. Required.</summary>
    public RawMessage? RawMessage { get; set; }

    /// <summary>The name of the configuration set for the mail.</summary>
    public string? ConfigurationSetName { get; set; }

    /// <summary>The tags that identify the mail in the events of the configuration set.</summary>
    public List<MessageTag>? Tags { get; set; }
}

/// <summary>Confirms that SES accepted the mail. The delivery can still fail.</summary>
public sealed class SendRawEmailResponse : AmazonWebServiceResponse
{
    /// <summary>The message id that SES assigned to the mail.</summary>
    public string? MessageId { get; set; }
}

/// <summary>A mail in MIME format.</summary>
public sealed class RawMessage
{
    /// <summary>The complete mail in MIME format: at most 10 MB in base64, and at most 998 characters per line. Required.</summary>
    public MemoryStream? Data { get; set; }
}

/// <summary>A name and a value that identify a mail in the events of the configuration set.</summary>
public sealed class MessageTag
{
    /// <summary>The name of the tag: at most 256 letters, digits, <c>_</c> and <c>-</c>. Required.</summary>
    public string? Name { get; set; }

    /// <summary>The value of the tag: at most 256 letters, digits, <c>_</c> and <c>-</c>. Required.</summary>
    public string? Value { get; set; }
}
