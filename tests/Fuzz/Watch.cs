using System.IO.MemoryMappedFiles;

namespace AwsLoginAudit.Fuzz;

/// <summary>Holds the input that is being read in a file, so that it is there when reading it ends the process or never ends.</summary>
internal sealed class Watch : IDisposable
{
    private const string Extension = ".current";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string path;
    private readonly string target;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly Timer timer;
    private long started;
    private long looked = -1;

    public Watch(string target)
    {
        this.target = target;
        Directory.CreateDirectory(Paths.Findings);
        path = Path.Combine(Paths.Findings, $"{target}-{Environment.ProcessId}{Extension}");
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, sizeof(int) + Mutator.Longest);
        view = file.CreateViewAccessor();
        timer = new Timer(_ => Look(), null, Patience, Patience);
    }

    public void Begin(ReadOnlySpan<byte> input)
    {
        view.Write(0, input.Length);
        view.SafeMemoryMappedViewHandle.WriteSpan(sizeof(int), input);
        Interlocked.Increment(ref started);
    }

    /// <summary>The input in a file, be it one that a process left behind that has ended without a word.</summary>
    public static byte[] ReadFile(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return Path.GetExtension(path) == Extension ? bytes.AsSpan(sizeof(int), BitConverter.ToInt32(bytes)).ToArray() : bytes;
    }

    public void Dispose()
    {
        timer.Dispose();
        view.Dispose();
        file.Dispose();
        File.Delete(path);
    }

    // The same input as the last time.
    private void Look()
    {
        var now = Interlocked.Read(ref started);
        if (now > 0 && now == Interlocked.Exchange(ref looked, now))
        {
            var input = new byte[view.ReadInt32(0)];
            view.ReadArray(sizeof(int), input, 0, input.Length);
            Findings.Save(target, input, $"is still being read after {Patience.TotalSeconds} s");
            Environment.Exit(1);
        }
    }
}
