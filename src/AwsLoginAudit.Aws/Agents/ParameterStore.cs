using System.Text;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Stores the agent's configuration in a Systems Manager parameter, from which agents load it.</summary>
/// <param name="session">The connection to AWS.</param>
public sealed class ParameterStore(AwsSession session)
{
    /// <summary>The prefix of the only parameters that CloudWatchAgentServerPolicy lets agents read.</summary>
    public const string Prefix = "AmazonCloudWatch-";

    // Quotas of Parameter Store, in bytes.
    private const int StandardBytes = 4096;
    private const int AdvancedBytes = 8192;

    /// <summary>Plans the creation or update of a parameter. Changes nothing.</summary>
    /// <param name="name">The name of the parameter, which begins with <see cref="Prefix"/>.</param>
    /// <param name="value">The configuration.</param>
    /// <param name="tier">Standard or Advanced.</param>
    /// <param name="force">Whether a parameter that this module did not create may be overwritten.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The change.</returns>
    /// <exception cref="LoginAuditException">ParameterTooLarge, NotCreatedByModule, AccessDenied, …</exception>
    public async Task<PlannedChange> PlanAsync(string name, string value, string tier, bool force, CancellationToken cancellationToken)
    {
        var most = tier == "Advanced" ? AdvancedBytes : StandardBytes;
        var size = Encoding.UTF8.GetByteCount(value);
        if (size > most)
        {
            throw new LoginAuditException(
                LoginAuditError.ParameterTooLarge,
                $"The configuration has {size} bytes, but a parameter of the tier {tier} can have at most {most}. Shorten the configuration{(most == StandardBytes ? ", or use a tier for 8,192 bytes, which AWS charges for" : "")}.",
                name,
                remedies: most == StandardBytes ? [LoginAuditRemedy.Use(RemedySetting.Tier, "Advanced")] : []);
        }

        var current = await ReadAsync(name, cancellationToken);
        if (current is null)
            return PlannedChange.Create(ResourceKind.Parameter, name, cancel => PutAsync(name, value, tier, overwrite: false, cancel));
        // A parameter that is taken over gets its value before its tag, so the next run finishes a call that ended between the two.
        if (current == value && (!force || await IsOursAsync(name, cancellationToken)))
            return PlannedChange.None(ResourceKind.Parameter, name);
        if (await IsOursAsync(name, cancellationToken))
            return PlannedChange.Update(ResourceKind.Parameter, name, cancel => PutAsync(name, value, tier, overwrite: true, cancel));
        if (force)
            return PlannedChange.Update(ResourceKind.Parameter, name, cancel => TakeOverAsync(name, value, tier, cancel));
        throw Ownership.NotCreatedByModule("parameter", name, "The parameter has other content.", LoginAuditRemedy.Change(RemedySetting.ParameterName), LoginAuditRemedy.Use(RemedySetting.Force));
    }

    private async Task TakeOverAsync(string name, string value, string tier, CancellationToken cancellationToken)
    {
        await PutAsync(name, value, tier, overwrite: true, cancellationToken);
        var request = new AddTagsToResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = name, Tags = [new Tag { Key = Ownership.Key, Value = Ownership.Value }] };
        await session.SystemsManager.AddTagsToResourceAsync(request, cancellationToken);
    }

    private Task PutAsync(string name, string value, string tier, bool overwrite, CancellationToken cancellationToken)
    {
        var request = new PutParameterRequest
        {
            Name = name,
            Value = value,
            Type = ParameterType.String,
            Tier = ParameterTier.FindValue(tier),
            DataType = "text",
            Description = "Configuration of the CloudWatch agent: sends the Security log to CloudWatch Logs. Created by AwsLoginAudit.",
            Overwrite = overwrite,
            // PutParameter does not accept tags together with Overwrite.
            Tags = overwrite ? null : [.. session.NewTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
        return session.SystemsManager.PutParameterAsync(request, cancellationToken);
    }

    private async Task<string?> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await session.SystemsManager.GetParameterAsync(new GetParameterRequest { Name = name }, cancellationToken).OrNullAsync())?.Parameter.Value;

    private async Task<bool> IsOursAsync(string name, CancellationToken cancellationToken)
    {
        var request = new ListTagsForResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = name };
        var answer = await session.SystemsManager.ListTagsForResourceAsync(request, cancellationToken);
        return (answer.TagList ?? []).Any(tag => Ownership.Is(tag.Key, tag.Value));
    }
}
