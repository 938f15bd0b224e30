using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>The state of the last change of a function.</summary>
public sealed class LastUpdateStatus : ConstantClass
{
    /// <summary>The update failed, and the function is unchanged.</summary>
    public static readonly LastUpdateStatus Failed = new("Failed");

    /// <summary>The update is in progress.</summary>
    public static readonly LastUpdateStatus InProgress = new("InProgress");

    /// <summary>The update is complete.</summary>
    public static readonly LastUpdateStatus Successful = new("Successful");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public LastUpdateStatus(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static LastUpdateStatus FindValue(string value) => FindValue<LastUpdateStatus>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator LastUpdateStatus(string value) => FindValue(value);
}

/// <summary>The format in which a function writes its log.</summary>
public sealed class LogFormat : ConstantClass
{
    /// <summary>One JSON object per line.</summary>
    public static readonly LogFormat JSON = new("JSON");

    /// <summary>Plain text.</summary>
    public static readonly LogFormat Text = new("Text");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public LogFormat(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static LogFormat FindValue(string value) => FindValue<LogFormat>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator LogFormat(string value) => FindValue(value);
}

/// <summary>The package format of the code of a function.</summary>
public sealed class PackageType : ConstantClass
{
    /// <summary>A container image.</summary>
    public static readonly PackageType Image = new("Image");

    /// <summary>A ZIP archive.</summary>
    public static readonly PackageType Zip = new("Zip");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public PackageType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static PackageType FindValue(string value) => FindValue<PackageType>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator PackageType(string value) => FindValue(value);
}

/// <summary>The runtime of a function.</summary>
/// <remarks>There are no constants, because the value <c>dotnet10</c> is newer than the constants of the published package. Use strings instead.</remarks>
public sealed class Runtime : ConstantClass
{
    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public Runtime(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static Runtime FindValue(string value) => FindValue<Runtime>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator Runtime(string value) => FindValue(value);
}

/// <summary>The state of a function, which shows whether the function can be invoked.</summary>
public sealed class State : ConstantClass
{
    /// <summary>The function can be invoked.</summary>
    public static readonly State Active = new("Active");

    /// <summary>The function could not be created.</summary>
    public static readonly State Failed = new("Failed");

    /// <summary>The function was idle for a long time. The next invocation fails and activates the function again.</summary>
    public static readonly State Inactive = new("Inactive");

    /// <summary>The function is being created.</summary>
    public static readonly State Pending = new("Pending");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public State(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static State FindValue(string value) => FindValue<State>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator State(string value) => FindValue(value);
}

/// <summary>The reason for the state of a function. For all codes, see the API reference.</summary>
public sealed class StateReasonCode : ConstantClass
{
    /// <summary>The function is being created.</summary>
    public static readonly StateReasonCode Creating = new("Creating");

    /// <summary>The function was not invoked for weeks.</summary>
    public static readonly StateReasonCode Idle = new("Idle");

    /// <summary>An internal error of the service.</summary>
    public static readonly StateReasonCode InternalError = new("InternalError");

    /// <summary>The configuration of the function is invalid.</summary>
    public static readonly StateReasonCode InvalidConfiguration = new("InvalidConfiguration");

    /// <summary>Creates an instance with any value, known or unknown.</summary>
    public StateReasonCode(string value)
        : base(value)
    {
    }

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static StateReasonCode FindValue(string value) => FindValue<StateReasonCode>(value);

    /// <summary>Returns the constant with this value, or a new instance.</summary>
    public static implicit operator StateReasonCode(string value) => FindValue(value);
}
