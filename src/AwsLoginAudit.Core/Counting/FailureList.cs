using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit;

/// <summary>The failures of a group as rows of CSV, packed as they come in, so that a report can bring all of them along.</summary>
/// <param name="room">Shared by all groups of a counting.</param>
internal sealed class FailureList(FailureList.Room room)
{
    /// <summary>How many bytes of packed rows are kept at most, and how many wait to be packed.</summary>
#pragma warning disable CA1001 // The row is memory and nothing else: there is nothing to dispose of.
    internal sealed class Room
#pragma warning restore CA1001
    {
        // Rows are packed piece by piece: a compressor that stays open would cost each group a quarter of a megabyte. The larger a piece, the
        // better it packs; a fleet of ten thousand groups has to do with small ones.
        private const int LongestPiece = 48 * 1024;
        private const int ShortestPiece = 512;
        private const int MostWaiting = 2 * 1024 * 1024;
        private const int PackedRow = 64;

        private readonly RowBuffer row;
        private readonly CsvWriter csv;
        private int left = LoginAuditAttachment.MostBytes;
        private int lists;

        public Room()
        {
            row = new RowBuffer();
            csv = new CsvWriter(row);
        }

        public bool IsTaken => left <= 0;

        public int PieceLength => Math.Max(ShortestPiece, Math.Min(LongestPiece, MostWaiting / lists));

        public void Take(int bytes) => left -= bytes;

        // Room is taken for the row that is about to wait: whoever invents names makes as many groups, each with one.
        public void AddList()
        {
            lists++;
            left -= PackedRow;
        }

        public void RemoveList()
        {
            lists--;
            left += PackedRow;
        }

        /// <summary>A failure as a row, gone with the next one.</summary>
        [MethodImpl(Hot.Path)]
        public RowBuffer Row(LoginAuditFailure failure)
        {
            row.Clear();
            FailureCsv.Write(csv, failure);
            return row;
        }
    }

    private List<(byte[] Packed, long Rows)>? pieces;
    private byte[] waiting = [];
    private int length;
    private long waitingRows;
    private bool hasRows;

    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure)
    {
        if (room.IsTaken)
            return;
        Begin();
        var row = room.Row(failure);
        Reserve(row.ByteCount);
        length += row.CopyTo(waiting, length);
        waitingRows++;
        if (length >= room.PieceLength)
            Pack();
    }

    /// <summary>Takes over the rows of another list, which is let go.</summary>
    public void Take(FailureList other)
    {
        if (!other.hasRows)
            return;
        Begin();
        room.RemoveList();
        (pieces ??= []).AddRange(other.pieces ?? []);
        Reserve(other.length);
        Array.Copy(other.waiting, 0, waiting, length, other.length);
        length += other.length;
        waitingRows += other.waitingRows;
        if (length >= room.PieceLength)
            Pack();
    }

    /// <summary>The rows, some at a time, in the order in which they came. Those that there was no room for are missing.</summary>
    public IEnumerable<(string Text, long Rows)> Read()
    {
        foreach (var (packed, count) in pieces ?? [])
        {
            using var reader = new StreamReader(new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
            yield return (reader.ReadToEnd(), count);
        }
        if (waitingRows > 0)
            yield return (Encoding.UTF8.GetString(waiting, 0, length), waitingRows);
    }

    [MethodImpl(Hot.Path)]
    private void Begin()
    {
        if (!hasRows)
            room.AddList();
        hasRows = true;
    }

    // Most groups of a flood of names have one row.
    [MethodImpl(Hot.Path)]
    private void Reserve(int bytes)
    {
        if (length + bytes > waiting.Length)
            Array.Resize(ref waiting, Math.Max(length + bytes, waiting.Length * 2));
    }

    private void Pack()
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(waiting, 0, length);
        (pieces ??= []).Add((packed.ToArray(), waitingRows));
        room.Take((int)packed.Length);
        // A long row must not leave a long buffer behind.
        if (waiting.Length > 2 * room.PieceLength)
            waiting = [];
        (length, waitingRows) = (0, 0);
    }

    /// <summary>Text in one array that is used again: a string builder lets go of what it has when it is cleared.</summary>
    internal sealed class RowBuffer() : TextWriter(CultureInfo.InvariantCulture)
    {
        private char[] text = new char[256];
        private int length;

        /// <summary>Bytes of the text in UTF-8.</summary>
        public int ByteCount => Encoding.UTF8.GetByteCount(text, 0, length);

        public override Encoding Encoding => Encoding.UTF8;

        /// <summary>Writes the text in UTF-8, and tells how many bytes it has.</summary>
        public int CopyTo(byte[] bytes, int at) => Encoding.UTF8.GetBytes(text, 0, length, bytes, at);

        [MethodImpl(Hot.Path)]
        public override void Write(char value)
        {
            Grow(1);
            text[length++] = value;
        }

        [MethodImpl(Hot.Path)]
        public override void Write(string? value)
        {
            if (value is null)
                return;
            Grow(value.Length);
            value.CopyTo(0, text, length, value.Length);
            length += value.Length;
        }

        [MethodImpl(Hot.Path)]
        public override void Write(char[] buffer, int index, int count)
        {
            Grow(count);
            Array.Copy(buffer, index, text, length, count);
            length += count;
        }

        public void Clear() => length = 0;

        [MethodImpl(Hot.Path)]
        private void Grow(int by)
        {
            if (length + by > text.Length)
                Array.Resize(ref text, Math.Max(length + by, text.Length * 2));
        }
    }
}
