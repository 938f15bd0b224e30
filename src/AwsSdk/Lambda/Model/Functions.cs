using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Creates a function.</summary>
/// <remarks>Not supported: images, layers, networks, keys, tracing and file systems.</remarks>
public sealed class CreateFunctionRequest : AmazonLambdaRequest
{
    /// <summary>The name of the function: 1 to 64 letters, digits, <c>-</c> and <c>_</c>. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The runtime. Required for a ZIP archive.</summary>
    public Runtime? Runtime { get; set; }

    /// <summary>The ARN of the role of the function. Required.</summary>
    public string? Role { get; set; }

    /// <summary>The method that Lambda calls, at most 128 characters: <c>Assembly::Namespace.Class::Method</c> in .NET. Required for a ZIP archive.</summary>
    public string? Handler { get; set; }

    /// <summary>The code of the function. Required.</summary>
    public FunctionCode? Code { get; set; }

    /// <summary>The description of the function, at most 256 characters.</summary>
    public string? Description { get; set; }

    /// <summary>The timeout of an invocation, in seconds, 1 to 900. The default is 3.</summary>
    public int? Timeout { get; set; }

    /// <summary>The memory, in MB, 128 to 10,240. The default is 128. The CPU power is proportional to the memory.</summary>
    public int? MemorySize { get; set; }

    /// <summary>True to publish version 1 of the function. The default is false.</summary>
    public bool? Publish { get; set; }

    /// <summary>The package format of the code. The default is Zip.</summary>
    public PackageType? PackageType { get; set; }

    /// <summary>The destination of events that the function failed to process.</summary>
    public DeadLetterConfig? DeadLetterConfig { get; set; }

    /// <summary>The environment variables of the function.</summary>
    public Environment? Environment { get; set; }

    /// <summary>The tags of the function, at most 50.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>The architecture, exactly one: <c>x86_64</c> (the default) or <c>arm64</c>.</summary>
    public List<string>? Architectures { get; set; }

    /// <summary>The destination and the format of the log.</summary>
    public LoggingConfig? LoggingConfig { get; set; }
}

/// <summary>The function that was created.</summary>
/// <remarks>Not supported: most properties of the configuration, which GetFunction returns.</remarks>
public sealed class CreateFunctionResponse : AmazonWebServiceResponse
{
    /// <summary>The name of the function.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The ARN of the function.</summary>
    public string? FunctionArn { get; set; }

    /// <summary>The ARN of the role of the function.</summary>
    public string? Role { get; set; }

    /// <summary>The size of the code, in bytes.</summary>
    public long? CodeSize { get; set; }

    /// <summary>The SHA-256 hash of the uploaded code, in base64.</summary>
    public string? CodeSha256 { get; set; }

    /// <summary>The state of the function.</summary>
    public State? State { get; set; }
}

/// <summary>Requests a function.</summary>
/// <remarks>Not supported: versions and aliases.</remarks>
public sealed class GetFunctionRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }
}

/// <summary>The requested function.</summary>
public sealed class GetFunctionResponse : AmazonWebServiceResponse
{
    /// <summary>The configuration of the function.</summary>
    public FunctionConfiguration? Configuration { get; set; }

    /// <summary>The location of the code.</summary>
    public FunctionCodeLocation? Code { get; set; }

    /// <summary>The tags of the function; null if the caller has no permission to see them.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>The reserved concurrency of the function; null if none is reserved.</summary>
    public Concurrency? Concurrency { get; set; }
}

/// <summary>Changes the configuration of a function. Properties that are null do not change.</summary>
/// <remarks>Not supported: images, layers, networks, keys, tracing and file systems.</remarks>
public sealed class UpdateFunctionConfigurationRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The runtime.</summary>
    public Runtime? Runtime { get; set; }

    /// <summary>The ARN of the role of the function.</summary>
    public string? Role { get; set; }

    /// <summary>The method that Lambda calls, at most 128 characters: <c>Assembly::Namespace.Class::Method</c> in .NET.</summary>
    public string? Handler { get; set; }

    /// <summary>The description of the function, at most 256 characters.</summary>
    public string? Description { get; set; }

    /// <summary>The timeout of an invocation, in seconds, 1 to 900. The default is 3.</summary>
    public int? Timeout { get; set; }

    /// <summary>The memory, in MB, 128 to 10,240. The default is 128. The CPU power is proportional to the memory.</summary>
    public int? MemorySize { get; set; }

    /// <summary>The destination of events that the function failed to process.</summary>
    public DeadLetterConfig? DeadLetterConfig { get; set; }

    /// <summary>The environment variables of the function.</summary>
    public Environment? Environment { get; set; }

    /// <summary>The destination and the format of the log.</summary>
    public LoggingConfig? LoggingConfig { get; set; }
}

/// <summary>The function that is being updated.</summary>
/// <remarks>Not supported: most properties of the configuration, which GetFunction returns.</remarks>
public sealed class UpdateFunctionConfigurationResponse : AmazonWebServiceResponse
{
    /// <summary>The timeout of an invocation, in seconds.</summary>
    public int? Timeout { get; set; }

    /// <summary>The state of the update.</summary>
    public LastUpdateStatus? LastUpdateStatus { get; set; }
}

/// <summary>Replaces the code of a function.</summary>
/// <remarks>Not supported: images, keys and dry runs.</remarks>
public sealed class UpdateFunctionCodeRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The code as a ZIP archive, at most 50 MB. The whole stream is sent, regardless of its position.</summary>
    public MemoryStream? ZipFile { get; set; }

    /// <summary>The S3 bucket of the archive, in the same Region.</summary>
    public string? S3Bucket { get; set; }

    /// <summary>The S3 key of the archive.</summary>
    public string? S3Key { get; set; }

    /// <summary>The architecture, exactly one: <c>x86_64</c> or <c>arm64</c>.</summary>
    public List<string>? Architectures { get; set; }

    /// <summary>True to publish a version of the function. The default is false.</summary>
    public bool? Publish { get; set; }
}

/// <summary>The function whose code is being updated.</summary>
/// <remarks>Not supported: most properties of the configuration, which GetFunction returns.</remarks>
public sealed class UpdateFunctionCodeResponse : AmazonWebServiceResponse
{
    /// <summary>The SHA-256 hash of the uploaded code, in base64.</summary>
    public string? CodeSha256 { get; set; }

    /// <summary>The state of the update.</summary>
    public LastUpdateStatus? LastUpdateStatus { get; set; }
}

/// <summary>Deletes a function and all its versions.</summary>
/// <remarks>Not supported: deleting a single version.</remarks>
public sealed class DeleteFunctionRequest : AmazonLambdaRequest
{
    /// <summary>The name or ARN of the function. Required.</summary>
    public string? FunctionName { get; set; }
}

/// <summary>Confirms that the function was deleted.</summary>
public sealed class DeleteFunctionResponse : AmazonWebServiceResponse;
