using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Reads the events of a Windows event log file (.evtx) and renders each as event XML like Windows.</summary>
/// <remarks>
/// One chunk (64 KiB) is in memory at a time, so the file can have any size and the stream need not support seeking. Damage does not stop the read:
/// every readable event in all chunks is returned first, and then the error names the first damaged place. Records in the unused space after a
/// chunk's last record are left over from earlier use of the space; they are not events of the log and are not read.
/// The format is described in libyal's "Windows XML Event Log (EVTX) format" and, for the XML inside the records, in [MS-EVEN6] 2.2.12.
/// </remarks>
internal static class EvtxReader
{
    /// <summary>Whether a file with these first bytes is an event log file.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("ElfFile\0"u8);

    /// <summary>Reads a stream from its file header on. The stream is not closed.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">The name of the file in errors.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="LoginAuditException">FileUnreadable if the file is damaged, or cannot be read to its end. It is thrown after all
    /// readable events.</exception>
    public static async IAsyncEnumerable<LogEvent> ReadAsync(
        Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var damage = new EvtxDamage(name);
        var source = new EvtxSource(stream, cancellationToken);
        await source.FillAsync(EvtxFileHeader.Length);
        var file = EvtxFileHeader.Read(source.Bytes, damage);
        var chunk = new EvtxChunk(file, damage);
        var chunks = 0L;
        for (; source.Failure is null && await source.FillAsync(EvtxChunk.Length); chunks++)
        {
            if (Begins(source.Bytes))
                damage.Add($"chunk {chunks + 1}", "another event log begins there. Its events are not read");
            foreach (var xml in chunk.Read(source.Buffer, source.Bytes.Length, chunks))
                yield return new LogEvent("", null, xml);
        }

        if (source.Failure is { } failure)
            throw damage.EndsEarly(chunks, failure);
        if (chunks < file.Chunks)
            damage.Add("the end of the file", $"the file header counts {file.Chunks} chunks, but the file has {chunks}");
        if (damage.Error is { } error)
            throw error;
    }

    /// <summary>The current piece of the file. Bytes that were read before the stream fails are kept.</summary>
    private sealed class EvtxSource(Stream stream, CancellationToken cancellationToken)
    {
        private int filled;

        public byte[] Buffer { get; } = new byte[EvtxChunk.Length];

        public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, filled);

        /// <summary>The error of the stream; null for none.</summary>
        public Exception? Failure { get; private set; }

        /// <summary>Reads the next piece, which is shorter only at the end or before a failure. False if there are no bytes.</summary>
        public async ValueTask<bool> FillAsync(int count)
        {
            filled = 0;
            try
            {
                for (int read; filled < count && (read = await stream.ReadAsync(Buffer, filled, count - filled, cancellationToken)) > 0;)
                    filled += read;
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                Failure = e;
            }
            return filled > 0;
        }
    }
}
