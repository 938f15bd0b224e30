using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>A machine that is managed by Systems Manager.</summary>
/// <param name="Id">The instance id: i-… on EC2, mi-… elsewhere.</param>
/// <param name="ComputerName">The computer name that the machine reported to Systems Manager.</param>
/// <param name="PlatformName">The name of the operating system.</param>
/// <param name="IsOnline">Whether the SSM Agent of the machine is connected.</param>
/// <param name="IsWindows">Whether the machine runs Windows.</param>
/// <param name="IamRole">The IAM role of a machine outside EC2.</param>
public sealed record ManagedInstance(string Id, string? ComputerName, string? PlatformName, bool IsOnline, bool IsWindows, string? IamRole = null)
{
    /// <summary>Whether the machine is outside EC2 and so has no EC2 instance id.</summary>
    public bool IsHybrid => IsHybridId(Id);

    internal static bool IsHybridId(string id) => id.StartsWith("mi-", StringComparison.Ordinal);

    internal LoginAuditAgent With(LoginAuditAgentState state, string detail) => new()
    {
        InstanceId = Id,
        ComputerName = ComputerName,
        PlatformName = PlatformName,
        Online = IsOnline,
        State = state,
        Detail = detail,
    };
}

/// <summary>The selected machines: by id, by tag, or every managed Windows machine. With neither, no machine is selected.</summary>
/// <param name="InstanceId">Instance ids, i-… or mi-….</param>
/// <param name="Tag">Values by tag key. A machine matches if it has one of the values for every key. Used only if no ids are given.</param>
/// <param name="Every">Selects every managed Windows machine. It is explicit, so that an empty list of ids, such as the result of a search, selects no
/// machine.</param>
public sealed record FleetSelection(IReadOnlyList<string> InstanceId, IReadOnlyDictionary<string, IReadOnlyList<string>> Tag, bool Every);

/// <summary>Finds managed machines with list calls only.</summary>
internal sealed class ManagedInstances(AwsSession session)
{
    // DescribeInstanceInformation accepts 100 values in a filter.
    private const int MostIds = 100;
    public const int PageSize = 50;

    private static readonly Regex InstanceId = new(@"^(i-(\w{8}|\w{17})|mi-\w{17})$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Whether the text has the form of an instance id.</summary>
    public static bool IsId(string text) => InstanceId.IsMatch(text);

    /// <summary>Returns each selected managed machine once. Ids that Systems Manager does not know are skipped.</summary>
    public async IAsyncEnumerable<ManagedInstance> FindAsync(FleetSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (selection.Every || selection.Tag.Count > 0)
        {
            await foreach (var instance in ListAsync([.. selection.Tag.Select(tag => Filter("tag:" + tag.Key, tag.Value))], cancellationToken))
            {
                if (instance.IsWindows || !selection.Every)
                    yield return instance;
            }
            yield break;
        }

        var ids = selection.InstanceId.Where(IsId).Distinct(StringComparer.Ordinal).ToList();
        for (var at = 0; at < ids.Count; at += MostIds)
        {
            foreach (var instance in await ByIdAsync(ids.GetRange(at, Math.Min(MostIds, ids.Count - at)), cancellationToken))
                yield return instance;
        }
    }

    // One unknown id fails the whole call, and AWS need not name it, so each half of the ids is tried on its own.
    private async Task<IReadOnlyList<ManagedInstance>> ByIdAsync(List<string> ids, CancellationToken cancellationToken)
    {
        try
        {
            var found = new List<ManagedInstance>();
            await foreach (var instance in ListAsync([Filter("InstanceIds", ids)], cancellationToken))
                found.Add(instance);
            return found;
        }
        catch (LoginAuditException failure) when (failure.HasCode("InvalidInstanceId"))
        {
            if (ids.Count == 1)
                return [];
            var half = ids.Count / 2;
            return
            [
                .. await ByIdAsync(ids.GetRange(0, half), cancellationToken),
                .. await ByIdAsync(ids.GetRange(half, ids.Count - half), cancellationToken),
            ];
        }
    }

    private async IAsyncEnumerable<ManagedInstance> ListAsync(List<InstanceInformationStringFilter> filters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = Pages.AllAsync(
            token => session.SystemsManager.DescribeInstanceInformationAsync(
                new DescribeInstanceInformationRequest { Filters = filters, MaxResults = PageSize, NextToken = token }, cancellationToken),
            page => page.NextToken);
        await foreach (var page in pages)
        {
            foreach (var found in page.InstanceInformationList ?? [])
            {
                yield return new ManagedInstance(
                    found.InstanceId, found.ComputerName, found.PlatformName, found.PingStatus == PingStatus.Online, found.PlatformType == PlatformType.Windows, found.IamRole);
            }
        }
    }

    private static InstanceInformationStringFilter Filter(string key, IEnumerable<string> values) => new() { Key = key, Values = [.. values] };
}
