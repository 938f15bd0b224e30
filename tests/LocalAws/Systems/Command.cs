namespace LocalAws.Systems;

/// <summary>A command that was sent.</summary>
internal sealed class Command(DateTimeOffset requested, string document, IReadOnlyDictionary<string, IReadOnlyList<string>> parameters, IReadOnlyList<Machine> machines)
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public DateTimeOffset Requested => requested;

    public string Document => document;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters => parameters;

    public IReadOnlyList<Invocation> Invocations { get; } = [.. machines.Select(machine => new Invocation(machine))];

    public required string Comment { get; init; }

    public required TimeSpan DeliveryTimeout { get; init; }

    /// <summary>How many invocations may fail before the rest is called off.</summary>
    public required int MostErrors { get; init; }

    public string Action => Value("action") ?? Documents.DefaultAction;

    public string Status =>
        Invocations.Any(invocation => !invocation.IsFinal) ? "InProgress"
        : Invocations.All(invocation => invocation.Status == "Success") ? "Success"
        : "Failed";

    private string? Value(string parameter) => Parameters.TryGetValue(parameter, out var values) ? values[0] : null;

    /// <summary>One listing later.</summary>
    public void Advance(DateTimeOffset now, Func<string, bool> isParameter)
    {
        var errors = Invocations.Count(invocation => invocation.Status is "Failed");
        foreach (var invocation in Invocations.Where(invocation => !invocation.IsFinal))
        {
            if (errors > MostErrors)
                invocation.End(new CommandOutcome("Cancelled") { Details = "Terminated" });
            else if (invocation.Machine.PingStatus != "Online")
                invocation.WaitForDelivery(now - requested > DeliveryTimeout);
            else
                invocation.Advance(Action, Value("mode"), Value("optionalConfigurationLocation"), isParameter);
            errors += invocation.Status is "Failed" ? 1 : 0;
        }
    }
}

/// <summary>A command on one machine.</summary>
internal sealed class Invocation(Machine machine)
{
    private const int LongestOutput = 2500;

    private int listings;

    public Machine Machine => machine;

    public string Status { get; private set; } = "Pending";

    public string Details { get; private set; } = "Pending";

    public string Output { get; private set; } = "";

    public bool IsFinal => Status is not ("Pending" or "InProgress");

    public void Advance(string action, string? mode, string? configuration, Func<string, bool> isParameter)
    {
        if (machine.Outcomes.TryGetValue(action, out var plan) && listings++ < plan.Listings)
            (Status, Details) = listings == 1 ? ("Pending", "Pending") : ("InProgress", "InProgress");
        else
            End(machine.Run(action, mode, configuration, isParameter));
    }

    public void WaitForDelivery(bool isLate)
    {
        if (isLate)
            End(new CommandOutcome("TimedOut") { Details = "DeliveryTimedOut" });
    }

    public void End(CommandOutcome outcome)
    {
        (Status, Details) = (outcome.Status, outcome.Details);
        Output = outcome.Output.Length <= LongestOutput ? outcome.Output : outcome.Output[..LongestOutput];
    }
}
