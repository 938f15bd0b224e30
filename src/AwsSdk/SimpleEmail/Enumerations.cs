using Amazon.Runtime;

namespace Amazon.SimpleEmail;

/// <summary>How far the verification of an address or domain is.</summary>
public sealed class VerificationStatus : ConstantClass
{
    /// <summary>It failed; it must be started again.</summary>
    public static readonly VerificationStatus Failed = new("Failed");

    /// <summary>It was not started.</summary>
    public static readonly VerificationStatus NotStarted = new("NotStarted");

    /// <summary>It waits for the owner of the address or domain.</summary>
    public static readonly VerificationStatus Pending = new("Pending");

    /// <summary>It is verified.</summary>
    public static readonly VerificationStatus Success = new("Success");

    /// <summary>It was verified, and cannot be just now.</summary>
    public static readonly VerificationStatus TemporaryFailure = new("TemporaryFailure");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public VerificationStatus(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static VerificationStatus FindValue(string value) => FindValue<VerificationStatus>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator VerificationStatus(string value) => FindValue(value);
}
