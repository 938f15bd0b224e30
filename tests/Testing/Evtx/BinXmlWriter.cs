using System.Buffers.Binary;
using System.Text;

namespace AwsLoginAudit.Tests;

/// <summary>Writes BinXml into a chunk as [MS-EVEN6] 2.2.12 and libyal's description of the file format say.</summary>
internal sealed class BinXmlWriter(byte[] chunk)
{
    private const int StringTable = 128;
    private const int TemplateTable = 384;

    private static readonly byte[] FragmentHeader = [0x0F, 1, 1, 0];

    private readonly Dictionary<string, int> names = [];
    private readonly Dictionary<Guid, int> templates = [];

    /// <summary>Where the next byte goes.</summary>
    public int At { get; set; } = 512;

    /// <summary>Writes a document.</summary>
    public void Document(BinXmlNode root)
    {
        Bytes(FragmentHeader);
        Node(root, inTemplate: false);
        Bytes(0);
    }

    public void Bytes(params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(chunk.AsSpan(At));
        At += bytes.Length;
    }

    public void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(At), (ushort)value);
        At += sizeof(ushort);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(At), value);
        At += sizeof(uint);
    }

    private void Node(BinXmlNode node, bool inTemplate)
    {
        switch (node)
        {
            case BinXmlNode.Element element:
                Element(element, inTemplate);
                break;
            case BinXmlNode.Filled filled:
                Filled(filled);
                break;
            case BinXmlNode.Text text:
                Bytes(0x05, 0x01);
                Text(text.Characters);
                break;
            case BinXmlNode.Value value:
                Bytes(value.IsOptional ? (byte)0x0E : (byte)0x0D);
                UInt16(value.Index);
                Bytes(value.Type);
                break;
            default:
                Special(node);
                break;
        }
    }

    private void Special(BinXmlNode node)
    {
        switch (node)
        {
            case BinXmlNode.Cdata cdata:
                Bytes(0x07);
                Text(cdata.Characters);
                break;
            case BinXmlNode.Character character:
                Bytes(0x08);
                UInt16(character.Number);
                break;
            case BinXmlNode.Entity entity:
                Bytes(0x09);
                Name(entity.Name);
                break;
            case BinXmlNode.Instruction instruction:
                Bytes(0x0A);
                Name(instruction.Target);
                Bytes(0x0B);
                Text(instruction.Data);
                break;
            case BinXmlNode.Raw raw:
                Bytes(raw.Bytes);
                break;
        }
    }

    private void Element(BinXmlNode.Element element, bool inTemplate)
    {
        Bytes(element.Attributes.Count > 0 ? (byte)0x41 : (byte)0x01);
        if (inTemplate)
            UInt16(element.Dependency);
        Measured(() =>
        {
            Name(element.Name);
            if (element.Attributes.Count > 0)
                Measured(() => Attributes(element.Attributes, inTemplate));
            Bytes(element.Content.Count == 0 ? (byte)0x03 : (byte)0x02);
            foreach (var node in element.Content)
                Node(node, inTemplate);
            if (element.Content.Count > 0)
                Bytes(0x04);
        });
    }

    private void Attributes(IReadOnlyList<BinXmlNode.Attribute> attributes, bool inTemplate)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            Bytes(i < attributes.Count - 1 ? (byte)0x46 : (byte)0x06);
            Name(attributes[i].Name);
            foreach (var node in attributes[i].Content)
                Node(node, inTemplate);
        }
    }

    private void Filled(BinXmlNode.Filled filled)
    {
        Bytes(0x0C, 1);
        var id = BinaryPrimitives.ReadUInt32LittleEndian(filled.Template.Id.ToByteArray());
        UInt32(id);
        if (templates.TryGetValue(filled.Template.Id, out var place))
        {
            UInt32((uint)place);
        }
        else
        {
            templates[filled.Template.Id] = At + sizeof(uint);
            UInt32((uint)At + sizeof(uint));
            Link(TemplateTable, (int)(id % 32));
            Bytes(filled.Template.Id.ToByteArray());
            Measured(() =>
            {
                Bytes(FragmentHeader);
                Node(filled.Template.Root, inTemplate: true);
                Bytes(0);
            });
        }
        Values(filled.Values);
    }

    private void Values(BinXmlValueBytes[] values)
    {
        UInt32((uint)values.Length);
        var descriptors = At;
        At += 4 * values.Length;
        foreach (var value in values)
        {
            var start = At;
            if (value.Tree is null)
                Bytes(value.Bytes);
            else
                Document(value.Tree);
            BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(descriptors), (ushort)(At - start));
            chunk[descriptors + 2] = value.Type;
            descriptors += 4;
        }
    }

    private void Text(string value)
    {
        UInt16(value.Length);
        Bytes(Encoding.Unicode.GetBytes(value));
    }

    // Written where it is first used.
    private void Name(string name)
    {
        if (names.TryGetValue(name, out var place))
        {
            UInt32((uint)place);
            return;
        }
        names[name] = At + sizeof(uint);
        UInt32((uint)At + sizeof(uint));
        var hash = name.Aggregate(0u, (sum, c) => unchecked((sum * 65599) + c)) & 0xFFFF;
        Link(StringTable, (int)(hash % 64));
        UInt16((int)hash);
        Text(name + "\0");
        BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(names[name] + 6), (ushort)name.Length);
    }

    // The table has the latest of its kind, and that has the one before.
    private void Link(int table, int bucket)
    {
        var head = chunk.AsSpan(table + (4 * bucket));
        var place = (uint)At;
        UInt32(BinaryPrimitives.ReadUInt32LittleEndian(head));
        BinaryPrimitives.WriteUInt32LittleEndian(head, place);
    }

    private void Measured(Action write)
    {
        var start = At;
        At += sizeof(uint);
        write();
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(start), (uint)(At - start - sizeof(uint)));
    }
}
