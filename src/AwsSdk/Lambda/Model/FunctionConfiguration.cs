namespace Amazon.Lambda.Model;

/// <summary>A function.</summary>
public sealed class FunctionConfiguration
{
    /// <summary>The name of the function.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The ARN of the function.</summary>
    public string? FunctionArn { get; set; }

    /// <summary>The runtime.</summary>
    public Runtime? Runtime { get; set; }

    /// <summary>The ARN of the role of the function.</summary>
    public string? Role { get; set; }

    /// <summary>The method that Lambda calls.</summary>
    public string? Handler { get; set; }

    /// <summary>The size of the code, in bytes.</summary>
    public long? CodeSize { get; set; }

    /// <summary>The SHA-256 hash of the uploaded code, in base64.</summary>
    public string? CodeSha256 { get; set; }

    /// <summary>The description of the function.</summary>
    public string? Description { get; set; }

    /// <summary>The timeout of an invocation, in seconds.</summary>
    public int? Timeout { get; set; }

    /// <summary>The memory, in MB.</summary>
    public int? MemorySize { get; set; }

    /// <summary>The time of the last change, such as <c>2026-01-31T12:00:00.000+0000</c>.</summary>
    public string? LastModified { get; set; }

    /// <summary>The destination of events that the function failed to process.</summary>
    public DeadLetterConfig? DeadLetterConfig { get; set; }

    /// <summary>The environment variables of the function.</summary>
    public EnvironmentResponse? Environment { get; set; }

    /// <summary>The state of the function.</summary>
    public State? State { get; set; }

    /// <summary>The reason for the state, for people.</summary>
    public string? StateReason { get; set; }

    /// <summary>The reason for the state, as a code.</summary>
    public StateReasonCode? StateReasonCode { get; set; }

    /// <summary>The state of the last change.</summary>
    public LastUpdateStatus? LastUpdateStatus { get; set; }

    /// <summary>The reason for the state of the last change.</summary>
    public string? LastUpdateStatusReason { get; set; }

    /// <summary>The package format of the code.</summary>
    public PackageType? PackageType { get; set; }

    /// <summary>The architecture: <c>x86_64</c> or <c>arm64</c>.</summary>
    public List<string>? Architectures { get; set; }

    /// <summary>The destination and the format of the log.</summary>
    public LoggingConfig? LoggingConfig { get; set; }
}

/// <summary>The code of a function: a ZIP archive, or its location in S3.</summary>
public sealed class FunctionCode
{
    /// <summary>The code as a ZIP archive, at most 50 MB. The whole stream is sent, regardless of its position.</summary>
    public MemoryStream? ZipFile { get; set; }

    /// <summary>The S3 bucket of the archive, in the same Region.</summary>
    public string? S3Bucket { get; set; }

    /// <summary>The S3 key of the archive.</summary>
    public string? S3Key { get; set; }
}

/// <summary>The location of the code of a function.</summary>
public sealed class FunctionCodeLocation
{
    /// <summary>The service that stores the code: <c>S3</c>.</summary>
    public string? RepositoryType { get; set; }

    /// <summary>The URL of the code. Everyone who has the URL can download the code for 10 minutes.</summary>
    public string? Location { get; set; }
}

/// <summary>The environment variables to set.</summary>
public sealed class Environment
{
    /// <summary>The variables by name, at most 4 KB in total. They replace all existing variables.</summary>
    public Dictionary<string, string>? Variables { get; set; }
}

/// <summary>The environment variables of a function.</summary>
public sealed class EnvironmentResponse
{
    /// <summary>The variables by name; null if the caller cannot decrypt them.</summary>
    public Dictionary<string, string>? Variables { get; set; }
}

/// <summary>The destination of events that a function failed to process.</summary>
public sealed class DeadLetterConfig
{
    /// <summary>The ARN of an SQS queue or SNS topic. An empty string removes the destination.</summary>
    public string? TargetArn { get; set; }
}

/// <summary>The destination and the format of the log of a function.</summary>
public sealed class LoggingConfig
{
    /// <summary>The format of the log. The default is Text.</summary>
    public LogFormat? LogFormat { get; set; }

    /// <summary>The log group. The default is <c>/aws/lambda/</c> and the name of the function.</summary>
    public string? LogGroup { get; set; }
}
