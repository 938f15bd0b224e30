using LocalAws.Http;

namespace LocalAws.Functions;

/// <summary>What a function is made of at one time: an update puts another in its place, so that an execution environment knows what it was made for.</summary>
internal sealed record FunctionSettings
{
    public required string Role { get; init; }

    /// <summary>The name of an assembly to execute, or Assembly::Namespace.Type::Method.</summary>
    public required string Handler { get; init; }

    public required FunctionCode Code { get; init; }

    public string Runtime { get; init; } = "dotnet10";

    public string Description { get; init; } = "";

    /// <summary>Seconds.</summary>
    public int Timeout { get; init; } = 3;

    /// <summary>MB.</summary>
    public int MemorySize { get; init; } = 128;

    public string Architecture { get; init; } = "x86_64";

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>ARN of the queue that gets events whose every attempt failed.</summary>
    public string? DeadLetterTarget { get; init; }

    public required string LogGroup { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Another with each change.</summary>
    public string RevisionId { get; } = Guid.NewGuid().ToString();
}

/// <summary>One function. A change takes a moment, which passes with a number of reads.</summary>
internal sealed class Function(string name, string arn, FunctionSettings settings, int readsUntilReady)
{
    private int readsLeft = readsUntilReady;
    private bool isNew = true;

    public string Name => name;

    public string Arn => arn;

    public FunctionSettings Settings { get; private set; } = settings;

    public ResourceTags Tags { get; } = new();

    /// <summary>Statements of the resource policy, by their ids.</summary>
    public Dictionary<string, string> Permissions { get; } = new(StringComparer.Ordinal);

    public string PolicyRevisionId { get; set; } = "";

    public int? ReservedConcurrency { get; set; }

    public bool IsChanging { get; private set; } = true;

    public bool IsPending => isNew && IsChanging;

    public string Policy => $$"""{"Version":"2012-10-17","Id":"default","Statement":[{{string.Join(',', Permissions.Values)}}]}""";

    /// <summary>Begins a change, unless another is under way.</summary>
    public void Change(FunctionSettings changed, int readsUntilDone)
    {
        DemandNoChange();
        (Settings, readsLeft, IsChanging) = (changed, readsUntilDone, true);
    }

    public void DemandNoChange()
    {
        if (IsChanging)
            throw new AwsException("ResourceConflictException", "The operation cannot be performed at this time. " + (isNew
                ? "The function is currently in the following state: Pending"
                : $"An update is in progress for resource: {Arn}"), System.Net.HttpStatusCode.Conflict);
    }

    /// <summary>Somebody looks how the change is getting on.</summary>
    public void Read()
    {
        if (readsLeft-- <= 0)
            Settle();
    }

    /// <summary>Ends the change: the moment has passed.</summary>
    public void Settle() => (IsChanging, isNew) = (false, false);
}
