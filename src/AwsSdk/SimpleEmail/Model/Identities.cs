using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Requests the verification state of addresses and domains.</summary>
public sealed class GetIdentityVerificationAttributesRequest : AmazonSimpleEmailServiceRequest
{
    /// <summary>The addresses and domains, at most 100. Required.</summary>
    public List<string>? Identities { get; set; }
}

/// <summary>The verification state of addresses and domains.</summary>
public sealed class GetIdentityVerificationAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>The verification by address or domain. Addresses and domains that are unknown to SES are missing.</summary>
    public Dictionary<string, IdentityVerificationAttributes>? VerificationAttributes { get; set; }
}

/// <summary>The verification of an address or domain.</summary>
public sealed class IdentityVerificationAttributes
{
    /// <summary>The state of the verification.</summary>
    public VerificationStatus? VerificationStatus { get; set; }

    /// <summary>For a domain: the value that its DNS record must contain.</summary>
    public string? VerificationToken { get; set; }
}

/// <summary>Sends the verification mail to an address.</summary>
public sealed class VerifyEmailIdentityRequest : AmazonSimpleEmailServiceRequest
{
    /// <summary>The address. Required.</summary>
    public string? EmailAddress { get; set; }
}

/// <summary>Confirms that SES sends the mail.</summary>
public sealed class VerifyEmailIdentityResponse : AmazonWebServiceResponse;
