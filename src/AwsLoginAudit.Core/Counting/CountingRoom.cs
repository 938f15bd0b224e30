namespace AwsLoginAudit;

/// <summary>How much all groups of a counting may keep together, whatever names and texts a stranger invents.</summary>
internal sealed class CountingRoom
{
    // In characters, two bytes each: 16 MB of latest failures, and 32 MB of names in top lists.
    private const int MostOfLatest = 8 * 1024 * 1024;
    private const int MostOfNames = 16 * 1024 * 1024;

    // A name's entry in a dictionary, and the header of its string.
    private const int OfEntry = 50;

    private int latest = MostOfLatest;
    private int names = MostOfNames;

    /// <summary>Room for the rows of every failure.</summary>
    public FailureList.Room Rows { get; } = new();

    /// <summary>Whether there is room for another failure among the latest ones.</summary>
    public bool HasRoom(int characters) => characters <= latest;

    /// <summary>Takes room for a failure among the latest ones. Each group may keep one, so it can take more than there is.</summary>
    public void Take(int characters) => latest -= characters;

    /// <summary>Gives room back.</summary>
    public void Return(int characters) => latest += characters;

    /// <summary>Takes room for a name in a top list.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryTakeName(int characters)
    {
        if (OfName(characters) > names)
            return false;
        names -= OfName(characters);
        return true;
    }

    /// <summary>Gives the room of names back.</summary>
    public void ReturnNames(int characters) => names += characters;

    /// <summary>What a name takes.</summary>
    public static int OfName(int characters) => characters + OfEntry;
}
