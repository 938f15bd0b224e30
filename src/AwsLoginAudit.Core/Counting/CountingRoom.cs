namespace AwsLoginAudit;

/// <summary>The memory that all groups of a counter share, so that invented names and long texts cannot exhaust it.</summary>
internal sealed class CountingRoom
{
    // In characters of two bytes each: 16 MB for the latest failures, and 32 MB for the names in top lists.
    private const int MostOfLatest = 8 * 1024 * 1024;
    private const int MostOfNames = 16 * 1024 * 1024;

    // The size of a dictionary entry and a string header, in characters.
    private const int OfEntry = 50;

    private int latest = MostOfLatest;
    private int names = MostOfNames;

    /// <summary>The room for the rows of every failure.</summary>
    public FailureList.Room Rows { get; } = new();

    /// <summary>Whether another of the latest failures fits.</summary>
    public bool HasRoom(int characters) => characters <= latest;

    /// <summary>Takes room for one of the latest failures. Each group may keep one failure, so more can be taken than there is.</summary>
    public void Take(int characters) => latest -= characters;

    /// <summary>Returns room that <see cref="Take"/> took.</summary>
    public void Return(int characters) => latest += characters;

    /// <summary>Takes room for a name in a top list.</summary>
    /// <returns>False if there is no room.</returns>
    public bool TryTakeName(int characters)
    {
        if (OfName(characters) > names)
            return false;
        names -= OfName(characters);
        return true;
    }

    /// <summary>Returns the room of names.</summary>
    public void ReturnNames(int characters) => names += characters;

    /// <summary>The room that a name takes, in characters.</summary>
    public static int OfName(int characters) => characters + OfEntry;
}
