using System.Security.Cryptography;
using Amazon.Lambda.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the Lambda function: its code, its configuration, and its reserved concurrency.</summary>
internal sealed class FunctionPlan(AwsSession session, AccountScope scope, ResponderSettings settings)
{
    // A new role or policy is usually known to Lambda within seconds.
    private static readonly TimeSpan LongestPropagation = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestUpdate = TimeSpan.FromMinutes(5);

    // Lambda keeps this number of executions for functions without a reservation ("Configuring reserved concurrency", Lambda developer guide). An account with
    // a lower quota cannot reserve any, as the error of PutFunctionConcurrency says.
    private const int LeastUnreserved = 100;

    private readonly string name = AlarmNames.Responder(settings.AlarmName);

    /// <summary>Returns the function; null if it does not exist.</summary>
    public static Task<GetFunctionResponse?> FindAsync(AwsSession session, string name, CancellationToken cancellationToken) =>
        session.Functions.GetFunctionAsync(new GetFunctionRequest { FunctionName = name }, cancellationToken).OrNullAsync();

    /// <summary>The hash of a zip file in the form of CodeSha256.</summary>
    public static string Fingerprint(byte[] zip)
    {
#if NET8_0_OR_GREATER
        return Convert.ToBase64String(SHA256.HashData(zip));
#else
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(zip));
#endif
    }

    /// <summary>Whether the function has the code of this module version, and the runtime and handler that start it.</summary>
    public static bool IsCurrent(FunctionConfiguration function, string fingerprint) => function.CodeSha256 == fingerprint && Starts(function);

    /// <param name="found">The current function; null if it does not exist.</param>
    /// <param name="zip">The code of the function.</param>
    /// <exception cref="LoginAuditException">NotCreatedByModule.</exception>
    public IReadOnlyList<PlannedChange> Plan(GetFunctionResponse? found, byte[] zip)
    {
        var ours = found is null || Ownership.IsOurs(found.Tags);
        if (!ours && !settings.Force)
            throw Ownership.NotCreatedByModule("function", name, RemedySetting.AlarmName);
        var newCode = found?.Configuration?.CodeSha256 != Fingerprint(zip);
        var newConfiguration = found?.Configuration is not { } current || !IsConfigured(current);
        var function = found is null ? PlannedChange.Create(ResourceKind.Function, name, cancel => CreateAsync(zip, cancel))
            : ours && !newCode && !newConfiguration ? PlannedChange.None(ResourceKind.Function, name)
            : PlannedChange.Update(ResourceKind.Function, name, async cancel =>
            {
                if (newCode)
                    await UpdateCodeAsync(zip, cancel);
                if (newConfiguration)
                    await UpdateConfigurationAsync(cancel);
                if (!ours)
                    await TagAsync(cancel);
            });
        return PlanConcurrency(found) is { } concurrency ? [function, concurrency] : [function];
    }

    public static PlannedChange PlanRemoval(AwsSession session, string name) => PlannedChange.Remove(ResourceKind.Function, name, cancel => session.Functions.DeleteFunctionAsync(new DeleteFunctionRequest { FunctionName = name }, cancel));

    /// <summary>Checks whether the account can reserve the requested concurrency. Lambda would reject it only after all other resources are created.</summary>
    /// <param name="found">The current function; null if it does not exist.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LoginAuditException">ConcurrencyNotAvailable, AccessDenied, …</exception>
    public async Task CheckConcurrencyAsync(GetFunctionResponse? found, CancellationToken cancellationToken)
    {
        var own = found?.Concurrency?.ReservedConcurrentExecutions ?? 0;
        if (settings.ReservedConcurrency is not { } wanted || wanted <= own)
            return;
        var answer = await session.Functions.GetAccountSettingsAsync(new GetAccountSettingsRequest(), cancellationToken);
        var (total, free) = (answer.AccountLimit?.ConcurrentExecutions ?? 0, answer.AccountLimit?.UnreservedConcurrentExecutions ?? 0);
        var most = Math.Max(0, free + own - Math.Min(LeastUnreserved, total));
        if (wanted > most)
        {
            throw new LoginAuditException(
                LoginAuditError.ConcurrencyNotAvailable,
                $"Cannot reserve {wanted} concurrent executions for {name}. The account has {total} in {session.Region}, of which at most {most} can be reserved: Lambda keeps {Math.Min(LeastUnreserved, total)} for functions without a reservation. "
                + "Nothing was created. To request a higher quota: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000.",
                name,
                remedies: [most > 0 ? LoginAuditRemedy.Use(RemedySetting.ReservedConcurrency, most) : LoginAuditRemedy.Omit(RemedySetting.ReservedConcurrency)]);
        }
    }

    private PlannedChange? PlanConcurrency(GetFunctionResponse? found)
    {
        if (settings.ReservedConcurrency is not { } wanted)
            return null;
        var current = found?.Concurrency?.ReservedConcurrentExecutions;
        var request = new PutFunctionConcurrencyRequest { FunctionName = name, ReservedConcurrentExecutions = wanted };
        Task Put(CancellationToken cancel) =>
            session.Functions.PutFunctionConcurrencyAsync(request, cancel);
        return current == wanted ? PlannedChange.None(ResourceKind.Concurrency, name)
            : current is null ? PlannedChange.Create(ResourceKind.Concurrency, name, Put)
            : PlannedChange.Update(ResourceKind.Concurrency, name, Put);
    }

    // An administrator may change the memory size and the timeout, so they are not compared.
    private bool IsConfigured(FunctionConfiguration current)
    {
        var variables = current.Environment?.Variables ?? [];
        var wanted = ResponderFunction.Environment(settings);
        return Starts(current)
            && current.Role == RoleArn && current.DeadLetterConfig?.TargetArn == DeadLetters
            && wanted.Count == variables.Count && wanted.All(pair => variables.TryGetValue(pair.Key, out var value) && value == pair.Value);
    }

    private static bool Starts(FunctionConfiguration current) =>
        current.Runtime?.Value == ResponderFunction.Runtime && current.Handler == ResponderFunction.Handler;

    private string RoleArn => scope.Role(AlarmNames.ResponderRole(settings.AlarmName, scope.Region));

    private string DeadLetters => scope.Queue(AlarmNames.ResponderDeadLetterQueue(settings.AlarmName));

    private async Task CreateAsync(byte[] zip, CancellationToken cancellationToken)
    {
        await WhenRoleIsKnownAsync(() => session.Functions.CreateFunctionAsync(
            new CreateFunctionRequest
            {
                FunctionName = name,
                Description = ResponderFunction.Description,
                Runtime = ResponderFunction.Runtime,
                Handler = ResponderFunction.Handler,
                Architectures = [ResponderFunction.Architecture],
                Role = RoleArn,
                Code = new FunctionCode { ZipFile = new MemoryStream(zip, writable: false) },
                MemorySize = ResponderFunction.MemorySize,
                Timeout = ResponderFunction.Timeout,
                Environment = new() { Variables = Variables() },
                DeadLetterConfig = new DeadLetterConfig { TargetArn = DeadLetters },
                Tags = session.NewTags,
            },
            cancellationToken), cancellationToken);
        await WaitUntilReadyAsync(cancellationToken);
    }

    private async Task UpdateCodeAsync(byte[] zip, CancellationToken cancellationToken)
    {
        var request = new UpdateFunctionCodeRequest
        {
            FunctionName = name,
            ZipFile = new MemoryStream(zip, writable: false),
            Architectures = [ResponderFunction.Architecture],
        };
        await WaitUntilReadyAsync(cancellationToken);
        await session.Functions.UpdateFunctionCodeAsync(request, cancellationToken);
        await WaitUntilReadyAsync(cancellationToken);
    }

    private async Task UpdateConfigurationAsync(CancellationToken cancellationToken)
    {
        var request = new UpdateFunctionConfigurationRequest
        {
            FunctionName = name,
            Runtime = ResponderFunction.Runtime,
            Handler = ResponderFunction.Handler,
            Role = RoleArn,
            Environment = new() { Variables = Variables() },
            DeadLetterConfig = new DeadLetterConfig { TargetArn = DeadLetters },
        };
        await WaitUntilReadyAsync(cancellationToken);
        await WhenRoleIsKnownAsync(() => session.Functions.UpdateFunctionConfigurationAsync(request, cancellationToken), cancellationToken);
        await WaitUntilReadyAsync(cancellationToken);
    }

    private Dictionary<string, string> Variables() => ResponderFunction.Environment(settings).ToDictionary(pair => pair.Key, pair => pair.Value);

    private Task TagAsync(CancellationToken cancellationToken)
    {
        var request = new TagResourceRequest { Resource = scope.Function(name), Tags = Ownership.Tags };
        return session.Functions.TagResourceAsync(request, cancellationToken);
    }

    private async Task WhenRoleIsKnownAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        var since = DateTimeOffset.UtcNow;
        for (var pause = TimeSpan.FromSeconds(1); ; pause += pause)
        {
            try
            {
                await call();
                return;
            }
            catch (LoginAuditException failure) when (failure.InnerException is InvalidParameterValueException { Message: var reason }
                && reason.IndexOf("role", StringComparison.OrdinalIgnoreCase) >= 0 && DateTimeOffset.UtcNow + pause < since + LongestPropagation)
            {
                await Task.Delay(pause, cancellationToken);
            }
        }
    }

    /// <exception cref="LoginAuditException">FunctionFailed: Lambda could not set up the function, or not in time.</exception>
    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        for (var until = DateTimeOffset.UtcNow + LongestUpdate; ; await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken))
        {
            var now = (await FindAsync(session, name, cancellationToken))?.Configuration;
            if (now?.State?.Value == "Failed" || now?.LastUpdateStatus?.Value == "Failed")
                throw Failed(now.StateReason ?? now.LastUpdateStatusReason ?? "Lambda gives no reason.");
            if (now?.State?.Value is "Active" or "Inactive" && now.LastUpdateStatus?.Value != "InProgress")
                return;
            if (DateTimeOffset.UtcNow > until)
                throw Failed($"The function was not ready within {LongestUpdate.TotalMinutes} minutes.");
        }
    }

    private LoginAuditException Failed(string reason) => new(
        LoginAuditError.FunctionFailed, $"Lambda could not set up the function {name}: {reason} Run the command again, or check the function in the Lambda console.", name);
}
