namespace AwsLoginAudit.Aws;

/// <summary>The resource types in the terms of AWS.</summary>
internal static class ResourceKind
{
    public const string Role = "role";
    public const string AttachedPolicy = "attached policy";
    public const string InstanceProfile = "instance profile";
    public const string ProfileRole = "role of instance profile";
    public const string EmailIdentity = "e-mail identity";
    public const string Parameter = "parameter";
    public const string LogGroup = "log group";
    public const string Retention = "retention of log group";
    public const string MetricFilter = "metric filter";
    public const string Topic = "topic";
    public const string EmailSubscription = "e-mail subscription";
    public const string Queue = "queue";
    public const string QueueSubscription = "queue subscription";
    public const string Alarm = "alarm";
    public const string OperationsSubscription = "operations subscription";
    public const string OperationsAlarm = "operations alarm";
    public const string RolePolicy = "role policy";
    public const string Function = "function";
    public const string Concurrency = "reserved concurrency";
    public const string Permission = "permission to call";
    public const string FunctionSubscription = "function subscription";
    public const string Schedule = "schedule";
    public const string Table = "table";
}
