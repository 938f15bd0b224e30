using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>How far the last change of a function is.</summary>
public sealed class LastUpdateStatus : ConstantClass
{
    /// <summary>It failed; the function is as it was.</summary>
    public static readonly LastUpdateStatus Failed = new("Failed");

    /// <summary>It is under way.</summary>
    public static readonly LastUpdateStatus InProgress = new("InProgress");

    /// <summary>It is done.</summary>
    public static readonly LastUpdateStatus Successful = new("Successful");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public LastUpdateStatus(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static LastUpdateStatus FindValue(string value) => FindValue<LastUpdateStatus>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator LastUpdateStatus(string value) => FindValue(value);
}

/// <summary>How a function writes its log.</summary>
public sealed class LogFormat : ConstantClass
{
    /// <summary>A JSON object a line.</summary>
    public static readonly LogFormat JSON = new("JSON");

    /// <summary>Plain text.</summary>
    public static readonly LogFormat Text = new("Text");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public LogFormat(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static LogFormat FindValue(string value) => FindValue<LogFormat>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator LogFormat(string value) => FindValue(value);
}

/// <summary>What the code of a function comes as.</summary>
public sealed class PackageType : ConstantClass
{
    /// <summary>A container image.</summary>
    public static readonly PackageType Image = new("Image");

    /// <summary>A ZIP archive.</summary>
    public static readonly PackageType Zip = new("Zip");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public PackageType(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static PackageType FindValue(string value) => FindValue<PackageType>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator PackageType(string value) => FindValue(value);
}

/// <summary>What runs the code of a function.</summary>
/// <remarks>Without constants: the values are strings such as <c>dotnet10</c>, which is younger than the constants of the published package.</remarks>
public sealed class Runtime : ConstantClass
{
    /// <summary>Keeps a value as it is, known or not.</summary>
    public Runtime(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static Runtime FindValue(string value) => FindValue<Runtime>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator Runtime(string value) => FindValue(value);
}

/// <summary>Whether a function can be invoked.</summary>
public sealed class State : ConstantClass
{
    /// <summary>It can.</summary>
    public static readonly State Active = new("Active");

    /// <summary>It could not be made.</summary>
    public static readonly State Failed = new("Failed");

    /// <summary>Long idle; the next invocation wakes it and fails.</summary>
    public static readonly State Inactive = new("Inactive");

    /// <summary>It is being made.</summary>
    public static readonly State Pending = new("Pending");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public State(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static State FindValue(string value) => FindValue<State>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator State(string value) => FindValue(value);
}

/// <summary>Why a function is in its state, see the API reference.</summary>
public sealed class StateReasonCode : ConstantClass
{
    /// <summary>It is being made.</summary>
    public static readonly StateReasonCode Creating = new("Creating");

    /// <summary>It was not invoked for weeks.</summary>
    public static readonly StateReasonCode Idle = new("Idle");

    /// <summary>An error of the service itself.</summary>
    public static readonly StateReasonCode InternalError = new("InternalError");

    /// <summary>Its configuration does not work.</summary>
    public static readonly StateReasonCode InvalidConfiguration = new("InvalidConfiguration");

    /// <summary>Keeps a value as it is, known or not.</summary>
    public StateReasonCode(string value)
        : base(value)
    {
    }

    /// <summary>The constant of this value, or a new one.</summary>
    public static StateReasonCode FindValue(string value) => FindValue<StateReasonCode>(value);

    /// <summary>The constant of this value, or a new one.</summary>
    public static implicit operator StateReasonCode(string value) => FindValue(value);
}
