using Amazon.Runtime;

namespace Amazon.SimpleEmail;

/// <summary>The state of the verification of an address or domain.</summary>
public sealed class VerificationStatus : ConstantClass
{
    /// <summary>The verification failed and must be started again.</summary>
    public static readonly VerificationStatus Failed = new("Failed");

    /// <summary>The verification was not started.</summary>
    public static readonly VerificationStatus NotStarted = new("NotStarted");

    /// <summary>The verification waits for the owner of the address or domain.</summary>
    public static readonly VerificationStatus Pending = new("Pending");

    /// <summary>The address or domain is verified.</summary>
    public static readonly VerificationStatus Success = new("Success");

    /// <summary>The address or domain was verified before, but cannot be verified at the moment.</summary>
    public static readonly VerificationStatus TemporaryFailure = new("TemporaryFailure");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public VerificationStatus(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static VerificationStatus FindValue(string value) => FindValue<VerificationStatus>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator VerificationStatus(string value) => FindValue(value);
}
