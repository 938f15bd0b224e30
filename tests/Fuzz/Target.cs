namespace AwsLoginAudit.Fuzz;

/// <summary>One reader: what an input becomes for it, what is measured, and what has to hold afterwards.</summary>
/// <param name="name">Its name, and that of its folder of seeds.</param>
/// <param name="share">How many of some inputs it gets, compared with others: fewer where reading one takes long.</param>
/// <param name="tokens">What its inputs are made of, beside what all are.</param>
internal abstract class Target(string name, int share, params string[] tokens)
{
    public string Name => name;

    public int Share => share;

    public IReadOnlyList<string> Tokens => tokens;

    /// <summary>Brings the input into the form that the reader takes; not measured.</summary>
    public abstract void Prepare(ReadOnlySpan<byte> input);

    /// <summary>Reads it; measured. Nothing may be thrown but what the reader documents, and that is caught here.</summary>
    public abstract void Read();

    /// <summary>How many inputs it was, as it were: a file of very many events is measured by so many of them.</summary>
    public virtual int Units => 1;

    /// <summary>Looks at what came of it; not measured.</summary>
    /// <exception cref="BrokenPromiseException">It is not as promised.</exception>
    public abstract void Check();

    protected static void Promise(bool holds, string what)
    {
        if (!holds)
            throw new BrokenPromiseException(what);
    }
}

/// <summary>The reader did not do what it promises.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
