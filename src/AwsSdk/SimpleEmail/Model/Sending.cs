using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Requests the sending quota.</summary>
public sealed class GetSendQuotaRequest : AmazonSimpleEmailServiceRequest;

/// <summary>The sending quota.</summary>
public sealed class GetSendQuotaResponse : AmazonWebServiceResponse
{
    /// <summary>The maximum number of recipients in 24 hours. -1 means unlimited, and 200 means that the account is in the sandbox.</summary>
    public double? Max24HourSend { get; set; }

    /// <summary>The maximum number of recipients per second.</summary>
    public double? MaxSendRate { get; set; }

    /// <summary>The number of recipients that mail was sent to in the last 24 hours.</summary>
    public double? SentLast24Hours { get; set; }
}

/// <summary>Requests whether the account can send mail in this Region.</summary>
public sealed class GetAccountSendingEnabledRequest : AmazonSimpleEmailServiceRequest;

/// <summary>Shows whether the account can send mail in this Region.</summary>
public sealed class GetAccountSendingEnabledResponse : AmazonWebServiceResponse
{
    /// <summary>True if the account can send mail.</summary>
    public bool? Enabled { get; set; }
}
