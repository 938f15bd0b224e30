using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Asks how much may be sent.</summary>
public sealed class GetSendQuotaRequest : AmazonSimpleEmailServiceRequest;

/// <summary>How much may be sent.</summary>
public sealed class GetSendQuotaResponse : AmazonWebServiceResponse
{
    /// <summary>Recipients in 24 hours; -1 is without limit, 200 the sandbox.</summary>
    public double? Max24HourSend { get; set; }

    /// <summary>Recipients a second.</summary>
    public double? MaxSendRate { get; set; }

    /// <summary>Recipients that mail was sent to in the last 24 hours.</summary>
    public double? SentLast24Hours { get; set; }
}

/// <summary>Asks whether the account may send in this region.</summary>
public sealed class GetAccountSendingEnabledRequest : AmazonSimpleEmailServiceRequest;

/// <summary>Whether the account may send in this region.</summary>
public sealed class GetAccountSendingEnabledResponse : AmazonWebServiceResponse
{
    /// <summary>Whether it may.</summary>
    public bool? Enabled { get; set; }
}
