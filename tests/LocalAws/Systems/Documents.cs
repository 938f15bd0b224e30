using LocalAws.Http;

namespace LocalAws.Systems;

/// <summary>The documents that are known, and what their parameters may be.</summary>
internal static class Documents
{
    public const string DefaultAction = "configure";

    private const string Package = "AWS-ConfigureAWSPackage";
    private const string Manage = "AmazonCloudWatch-ManageAgent";

    // Null: any value.
    private static readonly Dictionary<string, Dictionary<string, string[]?>> Known = new(StringComparer.Ordinal)
    {
        [Package] = new(StringComparer.Ordinal)
        {
            ["action"] = ["Install", "Uninstall"],
            ["installationType"] = ["Uninstall and reinstall", "In-place update"],
            ["name"] = ["AmazonCloudWatchAgent"],
            ["version"] = null,
            ["additionalArguments"] = null,
        },
        [Manage] = new(StringComparer.Ordinal)
        {
            ["action"] = ["configure", "configure (append)", "configure (remove)", "start", "status", "stop"],
            ["mode"] = ["ec2", "onPremise", "auto"],
            ["optionalConfigurationSource"] = ["ssm", "default", "all"],
            ["optionalConfigurationLocation"] = null,
            ["optionalRestart"] = ["yes", "no"],
        },
    };

    /// <summary>Refuses what the document does not take.</summary>
    public static void Demand(string document, IReadOnlyDictionary<string, IReadOnlyList<string>> parameters)
    {
        if (!Known.TryGetValue(document, out var known))
            throw new AwsException("InvalidDocument", $"Document with name {document} does not exist.");
        foreach (var (name, values) in parameters)
        {
            if (!known.TryGetValue(name, out var allowed))
                throw new AwsException("InvalidParameters", $"Parameter \"{name}\" is not defined in the document.");
            if (values.Count != 1 || (allowed is not null && !allowed.Contains(values[0], StringComparer.Ordinal)))
                throw new AwsException("InvalidParameters", $"Parameter \"{name}\" does not take {string.Join(", ", values)}.");
        }
        if (document == Package && !(parameters.ContainsKey("action") && parameters.ContainsKey("name")))
            throw new AwsException("InvalidParameters", "The parameters \"action\" and \"name\" are required.");
    }

    /// <summary>The document's step that does the work on Windows.</summary>
    public static string StepOf(string document) => document == Package ? "configurePackage" : "ControlCloudWatchAgentWindows";

    /// <summary>The step for other systems, which Windows skips.</summary>
    public static string? SkippedStepOf(string document) => document == Package ? null : "ControlCloudWatchAgentLinux";
}
