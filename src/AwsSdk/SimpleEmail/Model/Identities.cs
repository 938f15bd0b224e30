using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Asks which addresses and domains are verified.</summary>
public sealed class GetIdentityVerificationAttributesRequest : AmazonSimpleEmailServiceRequest
{
    /// <summary>Addresses and domains, at most 100. Required.</summary>
    public List<string>? Identities { get; set; }
}

/// <summary>Which addresses and domains are verified.</summary>
public sealed class GetIdentityVerificationAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>By address or domain; those SES never heard of are absent.</summary>
    public Dictionary<string, IdentityVerificationAttributes>? VerificationAttributes { get; set; }
}

/// <summary>How far the verification of an address or domain is.</summary>
public sealed class IdentityVerificationAttributes
{
    /// <summary>How far.</summary>
    public VerificationStatus? VerificationStatus { get; set; }

    /// <summary>Of a domain: what its DNS record must say.</summary>
    public string? VerificationToken { get; set; }
}

/// <summary>Sends the verification mail to an address.</summary>
public sealed class VerifyEmailIdentityRequest : AmazonSimpleEmailServiceRequest
{
    /// <summary>The address. Required.</summary>
    public string? EmailAddress { get; set; }
}

/// <summary>The mail is under way.</summary>
public sealed class VerifyEmailIdentityResponse : AmazonWebServiceResponse;
