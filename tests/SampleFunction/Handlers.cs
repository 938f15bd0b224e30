using System.Text;
using System.Text.Json;

namespace SampleFunction;

/// <summary>Handlers of every form that behave in every way.</summary>
public sealed class Handlers
{
    private static int runs;

    /// <summary>Answers what it was sent.</summary>
    public async Task<Stream> EchoAsync(Stream input)
    {
        var copy = new MemoryStream();
        await input.CopyToAsync(copy);
        copy.Position = 0;
        return copy;
    }

    /// <summary>Throws.</summary>
    public static void Fail() => throw new InvalidOperationException("broken");

    /// <summary>Throws in its first two runs in a process.</summary>
    public static void FailTwice()
    {
        if (++runs <= 2)
            throw new InvalidOperationException($"run {runs}");
    }

    /// <summary>Never ends.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite);

    /// <summary>Ends its process.</summary>
    public static void Exit(Stream input) => Environment.Exit(3);

    /// <summary>Writes to standard output and error, and leaves a line open.</summary>
    public static void Write()
    {
        Console.WriteLine("out");
        Console.Error.WriteLine("err");
        Console.Write("open");
    }

    /// <summary>Its environment, its folder and its process.</summary>
    public static Stream Look() => new MemoryStream(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        Variables = Environment.GetEnvironmentVariables(),
        Folder = Environment.CurrentDirectory,
        Process = Environment.ProcessId,
    })));
}
