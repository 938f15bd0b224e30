namespace AwsLoginAudit;

/// <summary>Reads the records of chunks, one chunk after another.</summary>
/// <param name="file">The header of the file.</param>
/// <param name="damage">Receives the problems of chunks and records.</param>
internal sealed class EvtxChunk(EvtxFileHeader file, EvtxDamage damage)
{
    /// <summary>The length of a chunk, in bytes.</summary>
    public const int Length = 65536;

    // Records begin at multiples of eight bytes.
    private const int Alignment = 8;

    private readonly BinXmlRenderer renderer = new();

    /// <summary>Reads the events of a chunk.</summary>
    /// <param name="bytes">The chunk.</param>
    /// <param name="length">The number of its bytes in the file.</param>
    /// <param name="index">The index of the chunk in the file.</param>
    /// <returns>The XML of each event.</returns>
    public IEnumerable<string> Read(byte[] bytes, int length, long index)
    {
        var place = $"chunk {index + 1} (byte {EvtxFileHeader.Length + (index * Length)})";
        if (!IsChunk(bytes.AsSpan(0, length), index, place))
            yield break;
        var header = EvtxChunkHeader.Read(bytes.AsSpan(0, length), place, damage);
        var end = Math.Min(header.FreeSpace, length);
        var (found, previous, known) = (0UL, header.FirstId - 1, damage.Places);
        renderer.Begin(bytes, length);
        for (var at = EvtxChunkHeader.Length; at < end;)
        {
            if (EvtxRecord.Read(bytes.AsSpan(0, end), at, out var record) is { } problem)
            {
                // Logs that Windows exports can have zeros after the last record up to the end of the chunk.
                if (found == header.Records)
                    break;
                damage.Add($"{place}, byte {at} of the chunk", problem);
                at = FindNext(bytes.AsSpan(0, end), at, previous, header.LastId);
                continue;
            }

            found++;
            previous = record.Id;
            at = record.Next;
            if (renderer.Render(record.Start, record.End) is { } unreadable)
                damage.Add($"{place}, record {record.Id}", unreadable);
            else
                yield return renderer.Text;
        }

        LookBehind(bytes.AsSpan(0, length), place, header, found, previous, hasErrors: damage.Places > known);
    }

    // Unused space has no signature. The header of a log in use may count fewer chunks than there are, but never more.
    private bool IsChunk(ReadOnlySpan<byte> bytes, long index, string place)
    {
        var begins = EvtxChunkHeader.Begins(bytes);
        if (begins && bytes.Length < Length)
            damage.Add(place, $"the file ends after {bytes.Length} of its {Length} bytes");
        else if (!begins && index < file.Chunks)
            damage.Add(place, "no chunk begins here, although the file header counts one");
        return begins && bytes.Length >= EvtxChunkHeader.Length;
    }

    // Finds the next unread record of this chunk after a damaged one. Older records are left over from earlier use of the space.
    private static int FindNext(ReadOnlySpan<byte> chunk, int at, ulong previous, ulong last)
    {
        for (at += Alignment; at < chunk.Length; at += Alignment)
        {
            if (EvtxRecord.Read(chunk, at, out var record) is null && record.Id > previous && record.Id <= last)
                return at;
        }
        return chunk.Length;
    }

    private void LookBehind(ReadOnlySpan<byte> chunk, string place, EvtxChunkHeader header, ulong found, ulong previous, bool hasErrors)
    {
        if (hasErrors || chunk.Length < Length)
            return;
        if (found != header.Records && header.IsSound)
            damage.Add(place, $"its header counts {header.Records} records, but it has {found}");
        // Windows writes a record before the header, and the log may be copied in between.
        else if (file.IsDirty && header.FreeSpace < chunk.Length && EvtxRecord.Read(chunk, header.FreeSpace, out var next) is null && next.Id == previous + 1)
            damage.Add($"{place}, record {next.Id}", "Windows was still writing the record when the log was copied, so it was not read");
    }
}
