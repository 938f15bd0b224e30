namespace AwsLoginAudit;

/// <summary>The tokens of BinXml ([MS-EVEN6] 2.2.12).</summary>
internal enum BinXmlToken : byte
{
    EndOfFile = 0x00,
    OpenStartElement = 0x01,
    CloseStartElement = 0x02,
    CloseEmptyElement = 0x03,
    EndElement = 0x04,
    Value = 0x05,
    Attribute = 0x06,
    Cdata = 0x07,
    CharacterReference = 0x08,
    EntityReference = 0x09,
    InstructionTarget = 0x0A,
    InstructionData = 0x0B,
    TemplateInstance = 0x0C,
    Substitution = 0x0D,
    OptionalSubstitution = 0x0E,
    FragmentHeader = 0x0F,

    /// <summary>A flag of some tokens: attributes or more of the same follow.</summary>
    More = 0x40,
}

/// <summary>Renders the BinXml of records as the XML that EvtRender returns: one line, with attributes in apostrophes.</summary>
/// <remarks>For any bytes, rendering ends: reads stay within bounds, and steps and depth have maximums. An instance is not thread-safe.</remarks>
internal sealed class BinXmlRenderer
{
    // Real events have four levels of elements and at most three levels of templates.
    private const int Deepest = 32;

    private readonly BoundedText text = new();
    private readonly BinXmlInput input = new();
    private readonly BinXmlValues values;
    private readonly BinXmlContent content;
    private int depth;

    public BinXmlRenderer()
    {
        values = new BinXmlValues(input);
        content = new BinXmlContent(text, input, values, RenderFragment);
    }

    /// <summary>The XML of the latest rendered record.</summary>
    public string Text => text.ToString();

    /// <summary>Begins a chunk.</summary>
    public void Begin(byte[] chunk, int length)
    {
        input.Begin(chunk, length);
        content.Begin();
    }

    /// <summary>Renders the event of a record.</summary>
    /// <param name="start">The offset of its BinXml in the chunk.</param>
    /// <param name="end">The offset after its BinXml.</param>
    /// <returns>The problem; null for none.</returns>
    public string? Render(int start, int end)
    {
        text.Clear();
        values.Clear();
        input.BeginRecord();
        depth = 0;
        RenderFragment(start, end, BinXmlScope.None);
        if (text.Length == 0)
            input.Fail("it has no event");
        else if (text.Length == BoundedText.Limit)
            input.Fail($"its event has more than {BoundedText.Limit} characters");
        return input.Problem;
    }

    // A fragment is a document, the content of a template, or a value of type BinXml.
    private void RenderFragment(int at, int end, BinXmlScope scope)
    {
        if (!Enter())
            return;
        while (input.Problem is null && at < end)
        {
            var token = content.Next(ref at, end);
            switch (token & ~BinXmlToken.More)
            {
                case BinXmlToken.EndOfFile:
                    at = end;
                    break;
                case BinXmlToken.FragmentHeader:
                    ReadVersion(ref at, end);
                    break;
                case BinXmlToken.InstructionTarget:
                    content.RenderInstruction(ref at, end);
                    break;
                case BinXmlToken.TemplateInstance:
                    RenderTemplate(ref at, end);
                    break;
                case BinXmlToken.OpenStartElement:
                    RenderElement(token, ref at, end, scope);
                    break;
                default:
                    content.Fail(token, at);
                    break;
            }
        }
        depth--;
    }

    private bool Enter()
    {
        if (++depth <= Deepest)
            return true;
        input.Fail($"it is nested deeper than {Deepest} levels");
        return false;
    }

    private void ReadVersion(ref int at, int end)
    {
        var (major, minor) = (input.Byte(ref at, end), input.Byte(ref at, end));
        input.Skip(ref at, end, 1);
        if ((major, minor) != (1, 1))
            input.Fail($"it is BinXml of version {major}.{minor} instead of 1.1");
    }

    // The definition of a template follows its first use, and later uses give its offset.
    private void RenderTemplate(ref int at, int end)
    {
        const uint VersionAndId = 1 + 4, NextAndId = 4 + 16;
        input.Skip(ref at, end, VersionAndId);
        var start = input.UInt32(ref at, end);
        if (start > input.Length)
        {
            input.Fail($"there is no template at byte {start} of the chunk");
            return;
        }
        var definition = (int)start;
        input.Skip(ref definition, input.Length, NextAndId);
        var length = input.UInt32(ref definition, input.Length);
        var behind = definition;
        input.Skip(ref behind, input.Length, length);
        if (start == at)
            input.Skip(ref at, end, (uint)(behind - at));
        var scope = values.Open(ref at, end);
        RenderFragment(definition, behind, scope);
        values.Close(scope);
    }

    // An element that contains an array is rendered once for each item.
    private void RenderElement(BinXmlToken token, ref int at, int end, BinXmlScope scope)
    {
        const int NoDependency = 0xFFFF;
        var dependency = scope.IsTemplate ? input.UInt16(ref at, end) : NoDependency;
        var length = input.UInt32(ref at, end);
        var (name, elementEnd) = (at, at);
        input.Skip(ref elementEnd, end, length);
        if (input.Problem is not null || !Enter())
            return;
        if (dependency < scope.Count && values[scope, dependency].Type == BinXmlType.Null)
        {
            at = elementEnd;
        }
        else
        {
            var element = default(BinXmlElement);
            do
            {
                at = name;
                RenderOnce(token, ref at, elementEnd, scope, ref element);
                element.Item++;
            }
            while (element.HasMore && input.Problem is null);
        }
        depth--;
    }

    private void RenderOnce(BinXmlToken token, ref int at, int end, BinXmlScope scope, ref BinXmlElement element)
    {
        var start = text.Length;
        element.HasMore = element.IsOmitted = false;
        var name = input.Name(ref at, end);
        text.Append('<');
        text.Append(name);
        if ((token & BinXmlToken.More) == BinXmlToken.More)
            content.RenderAttributes(ref at, end, scope, ref element);
        switch (token = content.Next(ref at, end))
        {
            case BinXmlToken.CloseEmptyElement:
                text.Append("/>".AsSpan());
                break;
            case BinXmlToken.CloseStartElement:
                text.Append('>');
                RenderContent(ref at, end, scope, ref element);
                text.Append("</".AsSpan());
                text.Append(name);
                text.Append('>');
                break;
            default:
                content.Fail(token, at);
                break;
        }
        if (element.IsOmitted)
            text.Truncate(start);
    }

    private void RenderContent(ref int at, int end, BinXmlScope scope, ref BinXmlElement element)
    {
        while (input.Problem is null)
        {
            var token = content.Next(ref at, end);
            switch (token & ~BinXmlToken.More)
            {
                case BinXmlToken.EndElement:
                    return;
                case BinXmlToken.OpenStartElement:
                    RenderElement(token, ref at, end, scope);
                    break;
                default:
                    content.Render(token, ref at, end, scope, ref element, inAttribute: false);
                    break;
            }
        }
    }
}
