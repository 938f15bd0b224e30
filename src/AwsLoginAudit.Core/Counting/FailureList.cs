using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit;

/// <summary>The failures of a group as rows of CSV, compressed while they are added, so that a report can contain all of them.</summary>
/// <param name="room">The memory for rows, shared by all groups of a counter.</param>
internal sealed class FailureList(FailureList.Room room)
{
    /// <summary>Limits the bytes of compressed rows, and of rows that wait for compression, over all groups.</summary>
#pragma warning disable CA1001 // The row holds only memory, so there is nothing to dispose of.
    internal sealed class Room
#pragma warning restore CA1001
    {
        // Rows are compressed in pieces, because an open compressor takes about 250 KB per group. Larger pieces compress better, but ten thousand groups
        // have memory for small pieces only.
        private const int LongestPiece = 48 * 1024;
        private const int ShortestPiece = 512;
        private const int MostWaiting = 2 * 1024 * 1024;
        private const int PackedRow = 64;

        private readonly RowBuffer row;
        private readonly FailureCsv csv;
        private int left = LoginAuditAttachment.MostBytes;
        private int lists;

        public Room()
        {
            row = new RowBuffer();
            csv = new FailureCsv(row);
        }

        public bool IsTaken => left <= 0;

        public int PieceLength => Math.Max(ShortestPiece, Math.Min(LongestPiece, MostWaiting / lists));

        public void Take(int bytes) => left -= bytes;

        // Room is taken for the first waiting row, because an attacker who invents names creates as many groups with one row each.
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

        /// <summary>Writes a failure as a row. The next call overwrites it.</summary>
        [MethodImpl(Hot.Path)]
        public RowBuffer Row(LoginAuditFailure failure)
        {
            row.Clear();
            csv.Write(failure);
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

    /// <summary>Adds the rows of another list, which is not used afterwards.</summary>
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

    /// <summary>Reads the rows in pieces, in the order in which they were added. Rows that did not fit are missing.</summary>
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

    // The buffer starts small, because most groups have one row when an attacker invents names.
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

    /// <summary>A writer into one array that is reused. A StringBuilder would release its memory when cleared.</summary>
    internal sealed class RowBuffer() : TextWriter(CultureInfo.InvariantCulture)
    {
        private char[] text = new char[256];
        private int length;

        /// <summary>The number of bytes of the text in UTF-8.</summary>
        public int ByteCount => Encoding.UTF8.GetByteCount(text, 0, length);

        public override Encoding Encoding => Encoding.UTF8;

        /// <summary>Writes the text in UTF-8 and returns the number of bytes.</summary>
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
