using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Keeps the exclusions of an account and Region in one parameter of Parameter Store.</summary>
/// <remarks>
/// PutParameter has no condition, so two writers can read the same version and write one after the other. PutParameter returns the number of the new version.
/// A gap shows that other versions were overwritten. Each version has the names of the rules that it changed, so the writer makes these changes again.
/// </remarks>
/// <param name="session">The connection to AWS.</param>
public sealed class ExclusionStore(AwsSession session)
{
    /// <summary>The name of the parameter. AWS reserves names that begin with "aws".</summary>
    public const string ParameterName = "LoginAudit-Exclusions";

    private const int MostAttempts = 50;

    /// <summary>Reads the exclusions.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The exclusions; empty if the parameter does not exist.</returns>
    /// <exception cref="LoginAuditException">InvalidExclusion, AccessDenied, …</exception>
    public async Task<IReadOnlyList<LoginAuditExclusion>> ReadAsync(CancellationToken cancellationToken) => (await FindAsync(ParameterName, cancellationToken)).Value.Rules;

    /// <summary>Adds an exclusion.</summary>
    /// <param name="rule">The exclusion.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>A sentence about the space that the exclusions take; null if there is enough left.</returns>
    /// <exception cref="LoginAuditException">InvalidExclusion: a different exclusion has this name. ParameterTooLarge, AccessDenied, …</exception>
    public Task<string?> AddAsync(LoginAuditExclusion rule, CancellationToken cancellationToken) => ChangeAsync(rules => With(rules, rule), [rule.Name], cancellationToken);

    /// <summary>Plans to add an exclusion, and changes nothing.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public async Task<string?> PlanAsync(LoginAuditExclusion rule, CancellationToken cancellationToken) =>
        new ExclusionValue([rule.Name], With(await ReadAsync(cancellationToken), rule)).Note();

    /// <summary>Removes exclusions.</summary>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">InvalidExclusion, AccessDenied, …</exception>
    public Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        ChangeAsync(rules => [.. rules.Where(rule => !names.Contains(rule.Name, StringComparer.OrdinalIgnoreCase))], names, cancellationToken);

    private static IReadOnlyList<LoginAuditExclusion> With(IReadOnlyList<LoginAuditExclusion> rules, LoginAuditExclusion added)
    {
        var known = rules.FirstOrDefault(rule => string.Equals(rule.Name, added.Name, StringComparison.OrdinalIgnoreCase));
        if (known is not null && known != added)
            throw new LoginAuditException(LoginAuditError.InvalidExclusion, $"There is another exclusion '{known.Name}'. Remove it first, or use another name.", known.Name);
        return known is null ? [.. rules, added] : rules;
    }

    private async Task<string?> ChangeAsync(Func<IReadOnlyList<LoginAuditExclusion>, IReadOnlyList<LoginAuditExclusion>> change, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (version, current) = await FindAsync(ParameterName, cancellationToken);
            var next = new ExclusionValue(names, change(current.Rules));
            if (next.Rules.SequenceEqual(current.Rules))
                return null;
            var note = next.Note();
            if (await PutAsync(next, version, cancellationToken) is not { } written)
                continue;
            // A parameter that was deleted meanwhile starts again with version 1.
            if (written <= version + 1)
                return note;
            var lost = await LostAsync(version + 1, written - 1, cancellationToken);
            (change, names) = (rules => Redo(rules, lost), [.. lost.SelectMany(value => value.Changed).Distinct()]);
        }
        throw new LoginAuditException(LoginAuditError.ServiceError, $"Other writers changed parameter {ParameterName} {MostAttempts} times at the same time. Try again.", ParameterName);
    }

    private async Task<IReadOnlyList<ExclusionValue>> LostAsync(long first, long last, CancellationToken cancellationToken)
    {
        var lost = new List<ExclusionValue>();
        for (var version = first; version <= last; version++)
            lost.Add((await FindAsync($"{ParameterName}:{version}", cancellationToken)).Value);
        return lost;
    }

    private static IReadOnlyList<LoginAuditExclusion> Redo(IReadOnlyList<LoginAuditExclusion> rules, IReadOnlyList<ExclusionValue> lost)
    {
        var redone = rules.ToList();
        foreach (var value in lost)
        {
            foreach (var name in value.Changed)
            {
                var wanted = value.Rules.FirstOrDefault(rule => string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase));
                var place = redone.FindIndex(rule => string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase));
                if (place >= 0)
                    redone.RemoveAt(place);
                if (wanted is not null)
                    redone.Insert(place < 0 ? redone.Count : place, wanted);
            }
        }
        return redone;
    }

    private async Task<(long Version, ExclusionValue Value)> FindAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await session.SystemsManager.GetParameterAsync(new GetParameterRequest { Name = name }, cancellationToken).OrNullAsync();
        return answer is null ? (0, new ExclusionValue([], [])) : (answer.Parameter.Version ?? 0, ExclusionValue.Parse(answer.Parameter.Value));
    }

    // Null if another writer changes the parameter at this moment; nothing was written then.
    private async Task<long?> PutAsync(ExclusionValue value, long version, CancellationToken cancellationToken)
    {
        var isNew = version == 0;
        var request = new PutParameterRequest
        {
            Name = ParameterName,
            Value = value.ToString(),
            Type = ParameterType.String,
            DataType = "text",
            // A parameter becomes an advanced one when its value needs it, and stays one.
            Tier = ParameterTier.IntelligentTiering,
            Description = "Exclusions of failed logins. Created by AwsLoginAudit.",
            Overwrite = !isNew,
            // PutParameter does not accept tags together with Overwrite.
            Tags = isNew ? [.. session.NewTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] : null,
        };
        try
        {
            return (await session.SystemsManager.PutParameterAsync(request, cancellationToken)).Version;
        }
        catch (LoginAuditException other) when (other.HasCode("ParameterAlreadyExists", "TooManyUpdates"))
        {
            return null;
        }
    }
}
