using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Functions;

/// <summary>Requests of Lambda, as its model has them.</summary>
internal static class FunctionShapes
{
    public const string NamePattern = @"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?";

    private static readonly Rule Name = Required(Text(1, 140, NamePattern));
    private static readonly Rule Role = Text(0, pattern: @"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+");
    private static readonly Rule Handler = Text(0, 128, @"[^\s]+");
    private static readonly Rule Description = Text(0, 256);
    private static readonly Rule Timeout = Int(1, 900);
    private static readonly Rule MemorySize = Int(128, 10_240);
    private static readonly Rule TargetArn = Text(0, pattern: @"(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");
    private static readonly Rule DeadLetterConfig = new Shape { { "TargetArn", TargetArn } };
    private static readonly Rule Variables = new Shape { { "Variables", Map(Text(0, pattern: "[a-zA-Z]([a-zA-Z0-9_])+"), Text(0), 0, int.MaxValue) } };
    private static readonly Rule Tags = Map(Text(1, 128), Text(0, 256), 0, 50);
    private static readonly Rule Architectures = List(Enum("x86_64", "arm64"), 1, 1);

    private static readonly Rule Runtime = Enum(
        "nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "java8", "java8.al2", "java11",
        "python2.7", "python3.6", "python3.7", "python3.8", "python3.9", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet6",
        "dotnet8", "nodejs4.3-edge", "go1.x", "ruby2.5", "ruby2.7", "provided", "provided.al2", "nodejs18.x", "python3.10", "java17", "ruby3.2", "ruby3.3",
        "ruby3.4", "python3.11", "nodejs20.x", "provided.al2023", "python3.12", "java21", "python3.13", "nodejs22.x", "nodejs24.x", "python3.14", "java25",
        "dotnet10", "ruby4.0");

    private static readonly Rule LoggingConfig = new Shape
    {
        { "LogFormat", Enum("JSON", "Text") },
        { "ApplicationLogLevel", Unsupported() },
        { "SystemLogLevel", Unsupported() },
        { "LogGroup", Text(1, 512, @"[\.\-_/#A-Za-z0-9]+") },
    };

    public static readonly Shape CreateFunction = new()
    {
        { "FunctionName", Name },
        { "Runtime", Runtime },
        { "Role", Required(Role) },
        { "Handler", Handler },
        { "Code", Required(new Shape { { "ZipFile", Text(0) } }) },
        { "Description", Description },
        { "Timeout", Timeout },
        { "MemorySize", MemorySize },
        { "Publish", Unsupported() },
        { "PackageType", Enum("Zip", "Image") },
        { "DeadLetterConfig", DeadLetterConfig },
        { "Environment", Variables },
        { "Tags", Tags },
        { "Architectures", Architectures },
        { "LoggingConfig", LoggingConfig },
    };

    public static readonly Shape UpdateFunctionCode = new()
    {
        { "FunctionName", Name },
        { "ZipFile", Text(0) },
        { "Publish", Unsupported() },
        { "DryRun", Unsupported() },
        { "Architectures", Architectures },
    };

    public static readonly Shape UpdateFunctionConfiguration = new()
    {
        { "FunctionName", Name },
        { "Runtime", Runtime },
        { "Role", Role },
        { "Handler", Handler },
        { "Description", Description },
        { "Timeout", Timeout },
        { "MemorySize", MemorySize },
        { "DeadLetterConfig", DeadLetterConfig },
        { "Environment", Variables },
        { "LoggingConfig", LoggingConfig },
    };

    public static readonly Shape ByName = new() { { "FunctionName", Name } };

    public static readonly Shape AddPermission = new()
    {
        { "FunctionName", Name },
        { "StatementId", Required(Text(1, 100, "([a-zA-Z0-9-_]+)")) },
        { "Action", Required(Text(0, pattern: @"(lambda:[*]|lambda:[a-zA-Z]+|[*])")) },
        { "Principal", Required(Text(0, pattern: @"[^\s]+")) },
        { "SourceArn", Text(0, pattern: @"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)") },
        { "SourceAccount", Text(0, 12, @"\d{12}") },
    };

    public static readonly Shape RemovePermission = new() { { "FunctionName", Name }, { "StatementId", Required(Text(1, 100, "([a-zA-Z0-9-_.]+)")) } };

    public static readonly Shape PutFunctionConcurrency = new() { { "FunctionName", Name }, { "ReservedConcurrentExecutions", Required(Int(0)) } };

    public static readonly Shape TagResource = new()
    {
        { "Resource", Required(Text(1, 256, @"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+")) },
        { "Tags", Required(Tags) },
    };
}
