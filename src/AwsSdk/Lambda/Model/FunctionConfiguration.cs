namespace Amazon.Lambda.Model;

/// <summary>A function.</summary>
public sealed class FunctionConfiguration
{
    /// <summary>Its name.</summary>
    public string? FunctionName { get; set; }

    /// <summary>Its ARN.</summary>
    public string? FunctionArn { get; set; }

    /// <summary>What runs its code.</summary>
    public Runtime? Runtime { get; set; }

    /// <summary>ARN of the role it runs as.</summary>
    public string? Role { get; set; }

    /// <summary>The method that is called.</summary>
    public string? Handler { get; set; }

    /// <summary>Size of its code, bytes.</summary>
    public long? CodeSize { get; set; }

    /// <summary>SHA-256 of its code as it was sent, base64.</summary>
    public string? CodeSha256 { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>How long an invocation may take, seconds.</summary>
    public int? Timeout { get; set; }

    /// <summary>Its memory, MB.</summary>
    public int? MemorySize { get; set; }

    /// <summary>When it was last changed: <c>2026-01-31T12:00:00.000+0000</c>.</summary>
    public string? LastModified { get; set; }

    /// <summary>Where events go that it failed to handle.</summary>
    public DeadLetterConfig? DeadLetterConfig { get; set; }

    /// <summary>Its environment variables.</summary>
    public EnvironmentResponse? Environment { get; set; }

    /// <summary>Whether it can be invoked.</summary>
    public State? State { get; set; }

    /// <summary>Why it is in this state.</summary>
    public string? StateReason { get; set; }

    /// <summary>The same as a code.</summary>
    public StateReasonCode? StateReasonCode { get; set; }

    /// <summary>How far its last change is.</summary>
    public LastUpdateStatus? LastUpdateStatus { get; set; }

    /// <summary>Why the last change is there.</summary>
    public string? LastUpdateStatusReason { get; set; }

    /// <summary>What its code comes as.</summary>
    public PackageType? PackageType { get; set; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public List<string>? Architectures { get; set; }

    /// <summary>Where and how it writes its log.</summary>
    public LoggingConfig? LoggingConfig { get; set; }
}

/// <summary>The code of a function: the archive itself, or where it is.</summary>
public sealed class FunctionCode
{
    /// <summary>The code as a ZIP archive, all of it whatever the position; at most 50 MB.</summary>
    public MemoryStream? ZipFile { get; set; }

    /// <summary>The bucket the archive is in, of the same region.</summary>
    public string? S3Bucket { get; set; }

    /// <summary>The key it has there.</summary>
    public string? S3Key { get; set; }
}

/// <summary>Where the code of a function is.</summary>
public sealed class FunctionCodeLocation
{
    /// <summary>The service that has it: <c>S3</c>.</summary>
    public string? RepositoryType { get; set; }

    /// <summary>A URL that returns the code to everybody who has the URL, for 10 minutes.</summary>
    public string? Location { get; set; }
}

/// <summary>Environment variables to be set.</summary>
public sealed class Environment
{
    /// <summary>By name; 4 KB together. They replace those there were.</summary>
    public Dictionary<string, string>? Variables { get; set; }
}

/// <summary>Environment variables as they are set.</summary>
public sealed class EnvironmentResponse
{
    /// <summary>By name; absent where the caller may not decrypt them.</summary>
    public Dictionary<string, string>? Variables { get; set; }
}

/// <summary>Where events go that a function failed to handle.</summary>
public sealed class DeadLetterConfig
{
    /// <summary>ARN of an SQS queue or SNS topic; an empty one ends it.</summary>
    public string? TargetArn { get; set; }
}

/// <summary>Where and how a function writes its log.</summary>
public sealed class LoggingConfig
{
    /// <summary>How; Text by default.</summary>
    public LogFormat? LogFormat { get; set; }

    /// <summary>The log group; <c>/aws/lambda/</c> and the name of the function by default.</summary>
    public string? LogGroup { get; set; }
}
