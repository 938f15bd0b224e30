using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Makes a function.</summary>
/// <remarks>Left out: images, layers, networks, keys, tracing and file systems.</remarks>
public sealed class CreateFunctionRequest : AmazonLambdaRequest
{
    /// <summary>Its name, 1 to 64 of letters, digits, <c>-</c> and <c>_</c>. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>What runs the code. Required with a ZIP archive.</summary>
    public Runtime? Runtime { get; set; }

    /// <summary>ARN of the role it runs as. Required.</summary>
    public string? Role { get; set; }

    /// <summary>The method that is called, at most 128 characters: <c>Assembly::Namespace.Class::Method</c> in .NET. Required with a ZIP archive.</summary>
    public string? Handler { get; set; }

    /// <summary>Its code. Required.</summary>
    public FunctionCode? Code { get; set; }

    /// <summary>What it is for, at most 256 characters.</summary>
    public string? Description { get; set; }

    /// <summary>How long an invocation may take, seconds: 1 to 900; 3 by default.</summary>
    public int? Timeout { get; set; }

    /// <summary>Its memory, MB: 128 (the default) to 10,240. CPU comes in proportion.</summary>
    public int? MemorySize { get; set; }

    /// <summary>Whether to publish version 1 of it; no by default.</summary>
    public bool? Publish { get; set; }

    /// <summary>What the code comes as; Zip by default.</summary>
    public PackageType? PackageType { get; set; }

    /// <summary>Where events go that it failed to handle.</summary>
    public DeadLetterConfig? DeadLetterConfig { get; set; }

    /// <summary>Its environment variables.</summary>
    public Environment? Environment { get; set; }

    /// <summary>Its tags, at most 50.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary><c>x86_64</c> (the default) or <c>arm64</c>, one of them.</summary>
    public List<string>? Architectures { get; set; }

    /// <summary>Where and how it writes its log.</summary>
    public LoggingConfig? LoggingConfig { get; set; }
}

/// <summary>The function that was created.</summary>
/// <remarks>Left out: most of its configuration, which GetFunction returns.</remarks>
public sealed class CreateFunctionResponse : AmazonWebServiceResponse
{
    /// <summary>Its name.</summary>
    public string? FunctionName { get; set; }

    /// <summary>Its ARN.</summary>
    public string? FunctionArn { get; set; }

    /// <summary>ARN of the role it runs as.</summary>
    public string? Role { get; set; }

    /// <summary>Size of its code, bytes.</summary>
    public long? CodeSize { get; set; }

    /// <summary>SHA-256 of its code as it was sent, base64.</summary>
    public string? CodeSha256 { get; set; }

    /// <summary>Whether it can be invoked.</summary>
    public State? State { get; set; }
}

/// <summary>Asks for a function.</summary>
/// <remarks>Left out: versions and aliases.</remarks>
public sealed class GetFunctionRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }
}

/// <summary>A function that was asked for.</summary>
public sealed class GetFunctionResponse : AmazonWebServiceResponse
{
    /// <summary>The function itself.</summary>
    public FunctionConfiguration? Configuration { get; set; }

    /// <summary>Where its code is.</summary>
    public FunctionCodeLocation? Code { get; set; }

    /// <summary>Its tags; absent where the caller may not see them.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>Its reserved concurrency; absent without one.</summary>
    public Concurrency? Concurrency { get; set; }
}

/// <summary>Changes what is set of a function's configuration.</summary>
/// <remarks>Left out: images, layers, networks, keys, tracing and file systems.</remarks>
public sealed class UpdateFunctionConfigurationRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>What runs the code.</summary>
    public Runtime? Runtime { get; set; }

    /// <summary>ARN of the role it runs as.</summary>
    public string? Role { get; set; }

    /// <summary>The method that is called, at most 128 characters: <c>Assembly::Namespace.Class::Method</c> in .NET.</summary>
    public string? Handler { get; set; }

    /// <summary>What it is for, at most 256 characters.</summary>
    public string? Description { get; set; }

    /// <summary>How long an invocation may take, seconds: 1 to 900; 3 by default.</summary>
    public int? Timeout { get; set; }

    /// <summary>Its memory, MB: 128 (the default) to 10,240. CPU comes in proportion.</summary>
    public int? MemorySize { get; set; }

    /// <summary>Where events go that it failed to handle.</summary>
    public DeadLetterConfig? DeadLetterConfig { get; set; }

    /// <summary>Its environment variables.</summary>
    public Environment? Environment { get; set; }

    /// <summary>Where and how it writes its log.</summary>
    public LoggingConfig? LoggingConfig { get; set; }
}

/// <summary>The function that is being updated.</summary>
/// <remarks>Left out: most of its configuration, which GetFunction returns.</remarks>
public sealed class UpdateFunctionConfigurationResponse : AmazonWebServiceResponse
{
    /// <summary>How long an invocation may take, seconds.</summary>
    public int? Timeout { get; set; }

    /// <summary>The state of the update.</summary>
    public LastUpdateStatus? LastUpdateStatus { get; set; }
}

/// <summary>Replaces a function's code.</summary>
/// <remarks>Left out: images, keys and trying without a change.</remarks>
public sealed class UpdateFunctionCodeRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The code as a ZIP archive, all of it whatever the position; at most 50 MB.</summary>
    public MemoryStream? ZipFile { get; set; }

    /// <summary>The bucket the archive is in, of the same region.</summary>
    public string? S3Bucket { get; set; }

    /// <summary>The key it has there.</summary>
    public string? S3Key { get; set; }

    /// <summary><c>x86_64</c> or <c>arm64</c>, one of them.</summary>
    public List<string>? Architectures { get; set; }

    /// <summary>Whether to publish a version of it; no by default.</summary>
    public bool? Publish { get; set; }
}

/// <summary>The function whose code is being updated.</summary>
/// <remarks>Left out: most of its configuration, which GetFunction returns.</remarks>
public sealed class UpdateFunctionCodeResponse : AmazonWebServiceResponse
{
    /// <summary>SHA-256 of its code as it was sent, base64.</summary>
    public string? CodeSha256 { get; set; }

    /// <summary>The state of the update.</summary>
    public LastUpdateStatus? LastUpdateStatus { get; set; }
}

/// <summary>Deletes a function with all its versions.</summary>
/// <remarks>Left out: deleting a single version.</remarks>
public sealed class DeleteFunctionRequest : AmazonLambdaRequest
{
    /// <summary>The function: name or ARN. Required.</summary>
    public string? FunctionName { get; set; }
}

/// <summary>The function is gone.</summary>
public sealed class DeleteFunctionResponse : AmazonWebServiceResponse;
