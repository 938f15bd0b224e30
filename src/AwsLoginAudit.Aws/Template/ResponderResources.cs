using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The template resources of the function that responds to an alarm.</summary>
internal static class ResponderResources
{
    public const string Function = "Responder";
    public const string Subscription = "ResponderSubscription";
    public const string Permission = "ResponderPermission";

    private const string Role = "ResponderRole";
    private const string LogGroup = "ResponderLogGroup";
    private const string DeadLetterQueue = "ResponderDeadLetterQueue";
    private const string DeadLetterQueuePolicy = "ResponderDeadLetterQueuePolicy";
    private const string MailRecordTable = "ResponderMailTable";
    private const string FollowUpRule = "FollowUpRule";

    private static readonly string AlarmName = Placeholders.Of(TemplateParameters.AlarmName);

    private static readonly ResponderSettings Settings = new()
    {
        AlarmName = AlarmName,
        LogGroupName = [Placeholders.Of(TemplateParameters.LogGroupName)],
        Sender = Placeholders.Of(TemplateParameters.Sender),
        Recipient = [Placeholders.Of(TemplateParameters.Recipients)],
    };

    public static void AddTo(JsonObject resources)
    {
        resources[LogGroup] = TemplateResource.LogGroup(AlarmNames.ResponderLogGroup(AlarmName)).WhenRemoved("Delete");
        resources[DeadLetterQueue] = TemplateResource.DeadLetterQueue(AlarmNames.ResponderDeadLetterQueue(AlarmName));
        resources[DeadLetterQueuePolicy] = TemplateResource.QueuePolicy(DeadLetterQueue, QueuePlan.DeadLetterPolicyFor(Placeholders.Of(DeadLetterQueue, "Arn")));
        resources[MailRecordTable] = MailTableResource();
        resources[Role] = RoleResource();
        resources[Function] = FunctionResource();
        resources[Permission] = PermissionFor("sns.amazonaws.com", Placeholders.Of(AlarmResources.Topic));
        resources[Subscription] = TemplateResource.Subscription(AlarmResources.Topic, SubscriptionPlan.Lambda, Placeholders.Of(Function, "Arn")).After(Permission);
        resources[FollowUpRule] = FollowUpResource();
        resources["FollowUpPermission"] = PermissionFor("events.amazonaws.com", Placeholders.Of(FollowUpRule, "Arn")).OnlyIf(TemplateParameters.HasFollowUp);
    }

    // The role has no explicit name. Roles are global in the account, so a stack in a second Region could not use the same name.
    private static JsonObject RoleResource() => TemplateResource.Tagged("AWS::IAM::Role", new JsonObject
    {
        ["AssumeRolePolicyDocument"] = ResponderPolicy.Trust(),
        ["Policies"] = new JsonArray(new JsonObject
        {
            ["PolicyName"] = AlarmNames.Responder(AlarmName),
            ["PolicyDocument"] = ResponderPolicy.Permissions(Placeholders.Scope, Settings),
        }),
    });

    private static JsonObject MailTableResource() => TemplateResource.Tagged("AWS::DynamoDB::Table", new JsonObject
    {
        ["TableName"] = AlarmNames.ResponderMailTable(AlarmName),
        ["BillingMode"] = "PAY_PER_REQUEST",
        ["AttributeDefinitions"] = new JsonArray(KeyAttribute(MailTable.FiringKey), KeyAttribute(MailTable.RecipientsKey)),
        ["KeySchema"] = new JsonArray(Key(MailTable.FiringKey, "HASH"), Key(MailTable.RecipientsKey, "RANGE")),
        ["TimeToLiveSpecification"] = new JsonObject { ["AttributeName"] = MailTable.ExpiryAttribute, ["Enabled"] = true },
    }).WhenRemoved("Delete");

    private static JsonObject KeyAttribute(string name) => new() { ["AttributeName"] = name, ["AttributeType"] = "S" };

    private static JsonObject Key(string name, string type) => new() { ["AttributeName"] = name, ["KeyType"] = type };

    private static JsonObject FunctionResource() => TemplateResource.Tagged("AWS::Lambda::Function", new JsonObject
    {
        ["FunctionName"] = AlarmNames.Responder(AlarmName),
        ["Description"] = ResponderFunction.Description,
        ["Runtime"] = ResponderFunction.Runtime,
        ["Handler"] = ResponderFunction.Handler,
        ["Architectures"] = new JsonArray(ResponderFunction.Architecture),
        ["MemorySize"] = ResponderFunction.MemorySize,
        ["Timeout"] = ResponderFunction.Timeout,
        ["Role"] = Placeholders.Of(Role, "Arn"),
        ["Code"] = new JsonObject
        {
            ["S3Bucket"] = Placeholders.Of(TemplateParameters.CodeS3Bucket),
            ["S3Key"] = Placeholders.Of(TemplateParameters.CodeS3Key),
            ["S3ObjectVersion"] = TemplateResource.IfAny(TemplateParameters.HasCodeVersion, TemplateParameters.CodeS3ObjectVersion),
        },
        ["Environment"] = new JsonObject
        {
            ["Variables"] = new JsonObject(ResponderFunction.Environment(Settings).Select(variable => new KeyValuePair<string, JsonNode?>(variable.Key, variable.Value))),
        },
        ["ReservedConcurrentExecutions"] = TemplateResource.IfAny(TemplateParameters.HasReservedConcurrency, TemplateParameters.ReservedConcurrency),
        ["DeadLetterConfig"] = new JsonObject { ["TargetArn"] = Placeholders.Of(DeadLetterQueue, "Arn") },
    }).After(LogGroup, MailRecordTable);

    private static JsonObject PermissionFor(string service, string sourceArn) => TemplateResource.Of("AWS::Lambda::Permission", new JsonObject
    {
        ["FunctionName"] = Placeholders.Of(Function),
        ["Action"] = "lambda:InvokeFunction",
        ["Principal"] = service,
        ["SourceArn"] = sourceArn,
    });

    private static JsonObject FollowUpResource() => TemplateResource.Tagged("AWS::Events::Rule", new JsonObject
    {
        ["Name"] = AlarmNames.FollowUpRule(AlarmName),
        ["ScheduleExpression"] = TemplateParameters.FollowUpRate(),
        ["Targets"] = new JsonArray(new JsonObject
        {
            ["Id"] = AlarmNames.Responder(AlarmName),
            ["Arn"] = Placeholders.Of(Function, "Arn"),
            ["Input"] = ResponderFunction.FollowUpInput(AlarmName).ToJsonString(),
        }),
    }).OnlyIf(TemplateParameters.HasFollowUp);
}
