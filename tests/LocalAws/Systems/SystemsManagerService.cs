using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Systems;

/// <summary>Systems Manager: managed machines, Run Command, Parameter Store.</summary>
public sealed class SystemsManagerService
{
    private const string InstanceId = @"(i-(\w{8}|\w{17}))|(mi-\w{17})";

    private static readonly Rule Token = Text(0);
    private static readonly Rule Tags = List(new Shape { { "Key", Required(Text(1, 128, @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")) }, { "Value", Required(Text(0, 256, @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")) } }, 0, 1000);
    private static readonly Rule TaggedType = Required(Enum("Document", "ManagedInstance", "MaintenanceWindow", "Parameter", "PatchBaseline", "OpsItem", "OpsMetadata", "Automation", "Association"));

    private static readonly Rule CommandFilters = List(
        new Shape { { "key", Required(Enum("InvokedAfter", "InvokedBefore", "Status", "ExecutionStage", "DocumentName")) }, { "value", Required(Text(1, 128)) } }, 1, 5);

    private readonly ServerContext context;
    private readonly SortedDictionary<string, Machine> machines = new(StringComparer.Ordinal);

    internal SystemsManagerService(ServerContext context)
    {
        this.context = context;
        var parameters = new ParameterOperations(context);
        var commands = new CommandOperations(context, machines, parameters.Exists);
        var fleet = new FleetOperations(context, machines);
        Wire = new Service
        {
            SigningName = "ssm",
            ActionPrefix = "ssm",
            TargetPrefix = "AmazonSSM",
            JsonContentType = "application/x-amz-json-1.1",
            ValidationCode = "ValidationException",
            ResourcesOf = ResourcesOf,
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["DescribeInstanceInformation"] = (
                    new Shape
                    {
                        { "InstanceInformationFilterList", Unsupported() },
                        { "Filters", List(new Shape { { "Key", Required(Text(1)) }, { "Values", Required(List(Text(1), 1, 100)) } }, 0, int.MaxValue) },
                        { "MaxResults", Int(5, 50) },
                        { "NextToken", Token },
                    },
                    fleet.DescribeInstanceInformation),
                ["SendCommand"] = (SendCommand, commands.SendCommand),
                ["ListCommandInvocations"] = (
                    new Shape
                    {
                        { "CommandId", Text(36, 36) }, { "InstanceId", Text(0, int.MaxValue, InstanceId) }, { "MaxResults", Int(1, 50) }, { "NextToken", Token },
                        { "Filters", Unsupported() }, { "Details", Bool() },
                    },
                    commands.ListCommandInvocations),
                ["ListCommands"] = (
                    new Shape
                    {
                        { "CommandId", Text(36, 36) }, { "InstanceId", Text(0, int.MaxValue, InstanceId) }, { "MaxResults", Int(1, 50) }, { "NextToken", Token },
                        { "Filters", CommandFilters },
                    },
                    commands.ListCommands),
                ["PutParameter"] = (PutParameter, parameters.PutParameter),
                ["GetParameter"] = (new Shape { { "Name", Required(Text(1, 2048)) }, { "WithDecryption", Bool() } }, parameters.GetParameter),
                ["AddTagsToResource"] = (new Shape { { "ResourceType", TaggedType }, { "ResourceId", Required(Text(0)) }, { "Tags", Required(Tags) } }, parameters.AddTagsToResource),
                ["ListTagsForResource"] = (new Shape { { "ResourceType", TaggedType }, { "ResourceId", Required(Text(0)) } }, parameters.ListTagsForResource),
            },
        };
    }

    internal Service Wire { get; }

    /// <summary>Has Systems Manager manage a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <exception cref="ArgumentException">One of that id is managed already.</exception>
    public void Add(Machine machine)
    {
        lock (context.Gate)
            machines.Add(machine.InstanceId, machine);
    }

    /// <summary>Takes a machine out of its hands: it is terminated, or its role was taken away.</summary>
    /// <param name="instanceId">The machine.</param>
    public void Remove(string instanceId)
    {
        lock (context.Gate)
            machines.Remove(instanceId);
    }

    /// <summary>A command is on its document, here always one of AWS's, and on each machine.</summary>
    private IReadOnlyList<string> ResourcesOf(string operation, JsonElement request)
    {
        var (region, account) = (context.Options.Region, context.Options.AccountId);
        if (operation == "SendCommand")
            return [$"arn:aws:ssm:{region}::document/{request.Text("DocumentName")}", .. (request.Texts("InstanceIds") ?? []).Select(id => $"arn:aws:ec2:{region}:{account}:instance/{id}")];
        var parameter = request.Text("Name") ?? (request.Text("ResourceType") == "Parameter" ? request.Text("ResourceId") : null);
        return [$"arn:aws:ssm:{region}:{account}:{(parameter is null ? "*" : "parameter/" + parameter.TrimStart('/').Split(':')[0])}"];
    }

    private static readonly Shape SendCommand = new()
    {
        { "InstanceIds", List(Text(0, int.MaxValue, InstanceId), 0, 50) },
        { "Targets", Unsupported() },
        { "DocumentName", Required(Text(0, int.MaxValue, @"[a-zA-Z0-9_\-.:/]{3,128}")) },
        { "DocumentVersion", Unsupported() },
        { "DocumentHash", Unsupported() },
        { "DocumentHashType", Unsupported() },
        { "TimeoutSeconds", Int(30, 2_592_000) },
        { "Comment", Text(0, 100) },
        { "Parameters", Map(Text(0), List(Text(0), 0, int.MaxValue), 0, int.MaxValue) },
        { "OutputS3Region", Unsupported() },
        { "OutputS3BucketName", Unsupported() },
        { "OutputS3KeyPrefix", Unsupported() },
        { "MaxConcurrency", Text(1, 7, "([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)") },
        { "MaxErrors", Text(1, 7, "([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)") },
        { "ServiceRoleArn", Unsupported() },
        { "NotificationConfig", Unsupported() },
        { "CloudWatchOutputConfig", Unsupported() },
        { "AlarmConfiguration", Unsupported() },
    };

    private static readonly Shape PutParameter = new()
    {
        { "Name", Required(Text(1, 2048)) },
        { "Description", Text(0, 1024) },
        { "Value", Required(Text(1)) },
        { "Type", Enum("String", "StringList", "SecureString") },
        { "KeyId", Unsupported() },
        { "Overwrite", Bool() },
        { "AllowedPattern", Unsupported() },
        { "Tags", Tags },
        { "Tier", Enum("Standard", "Advanced", "Intelligent-Tiering") },
        { "Policies", Unsupported() },
        { "DataType", Text(0, 128) },
    };
}
