using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit;

/// <summary>The failures of a group as rows of CSV, packed as they come in, so that a report can bring all of them along.</summary>
/// <param name="room">Shared by all groups of a counting.</param>
#pragma warning disable CA1001 // The rows are memory and nothing else: there is nothing to dispose of.
internal sealed class FailureList(FailureList.Room room)
#pragma warning restore CA1001
{
    /// <summary>How many bytes of packed rows are kept at most, and how many characters wait to be packed.</summary>
    internal sealed class Room
    {
        // Rows are packed piece by piece: a compressor that stays open would cost each group a quarter of a megabyte. The larger a piece, the
        // better it packs; a fleet of ten thousand groups has to do with small ones.
        private const int LongestPiece = 48 * 1024;
        private const int ShortestPiece = 512;
        private const int MostWaiting = 2 * 1024 * 1024;
        private const int PackedRow = 64;

        private int left = LoginAuditAttachment.MostBytes;
        private int lists;

        public bool IsTaken => left <= 0;

        public int PieceLength => Math.Max(ShortestPiece, Math.Min(LongestPiece, MostWaiting / lists));

        public void Take(int bytes) => left -= bytes;

        // Room is taken for the row that is about to wait: whoever invents names makes as many groups, each with one.
        public void AddList()
        {
            lists++;
            left -= PackedRow;
        }
    }

    private readonly List<(byte[] Packed, long Rows)> pieces = [];
    private readonly RowBuffer rows = new();
    private CsvWriter? csv;
    private long waiting;

    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditFailure failure)
    {
        if (room.IsTaken)
            return;
        if (csv is null)
            room.AddList();
        FailureCsv.Write(csv ??= new CsvWriter(rows), failure);
        waiting++;
        if (rows.Length >= room.PieceLength)
            Pack();
    }

    /// <summary>The rows, some at a time, in the order in which they came. Those that there was no room for are missing.</summary>
    public IEnumerable<(string Text, long Rows)> Read()
    {
        foreach (var (packed, count) in pieces)
        {
            using var reader = new StreamReader(new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
            yield return (reader.ReadToEnd(), count);
        }
        if (waiting > 0)
            yield return (rows.ToString(), waiting);
    }

    private void Pack()
    {
        var packed = new MemoryStream();
        using (var writer = new StreamWriter(new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true), new UTF8Encoding(false)))
            rows.WriteTo(writer);
        pieces.Add((packed.ToArray(), waiting));
        room.Take((int)packed.Length);
        rows.Clear();
        waiting = 0;
    }

    /// <summary>Text in one array that is used again: a string builder lets go of what it has when it is cleared.</summary>
    private sealed class RowBuffer() : TextWriter(CultureInfo.InvariantCulture)
    {
        private char[] text = new char[256];

        public int Length { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        [MethodImpl(Hot.Path)]
        public override void Write(char value)
        {
            Grow(1);
            text[Length++] = value;
        }

        [MethodImpl(Hot.Path)]
        public override void Write(string? value)
        {
            if (value is null)
                return;
            Grow(value.Length);
            value.CopyTo(0, text, Length, value.Length);
            Length += value.Length;
        }

        [MethodImpl(Hot.Path)]
        public override void Write(char[] buffer, int index, int count)
        {
            Grow(count);
            Array.Copy(buffer, index, text, Length, count);
            Length += count;
        }

        public void WriteTo(TextWriter output) => output.Write(text, 0, Length);

        public void Clear() => Length = 0;

        public override string ToString() => new(text, 0, Length);

        [MethodImpl(Hot.Path)]
        private void Grow(int by)
        {
            if (Length + by > text.Length)
                Array.Resize(ref text, Math.Max(Length + by, text.Length * 2));
        }
    }
}
