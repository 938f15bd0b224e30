using Amazon;
using Amazon.SecurityToken.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The account and Region of resources, and their ARNs.</summary>
/// <param name="Partition">The partition, such as aws, aws-cn or aws-us-gov.</param>
/// <param name="Region">The Region's system name.</param>
/// <param name="AccountId">The account id; twelve digits.</param>
internal sealed record AccountScope(string Partition, string Region, string AccountId)
{
    public static async Task<AccountScope> AskAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var caller = await session.SecurityToken.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        return new AccountScope(RegionEndpoint.GetBySystemName(session.Region).PartitionName, session.Region, caller.Account);
    }

    public string Topic(string name) => Arn("sns", name);

    public string Queue(string name) => Arn("sqs", name);

    public string Alarm(string name) => Arn("cloudwatch", "alarm:" + name);

    // TagResource expects the ARN without the ":*" of older calls.
    public string LogGroup(string name) => Arn("logs", "log-group:" + name);

    // The ARN that policies expect for the log streams and events of a log group.
    public string LogGroupContent(string name) => LogGroup(name) + ":*";

    public string Function(string name) => Arn("lambda", "function:" + name);

    public string Table(string name) => Arn("dynamodb", "table/" + name);

    public string Rule(string name) => Arn("events", "rule/" + name);

    public string Parameter(string name) => Arn("ssm", "parameter/" + name);

    public string MailIdentity(string name) => Arn("ses", "identity/" + name);

    public string ConfigurationSet(string name) => Arn("ses", "configuration-set/" + name);

    public string Role(string name) => $"arn:{Partition}:iam::{AccountId}:role/{name}";

    private string Arn(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}";
}
