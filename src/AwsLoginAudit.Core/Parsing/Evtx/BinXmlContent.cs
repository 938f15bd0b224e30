namespace AwsLoginAudit;

/// <summary>An element while it is rendered.</summary>
internal struct BinXmlElement
{
    /// <summary>The index of the item of the element's arrays that is rendered.</summary>
    public int Item;

    /// <summary>Whether one of the arrays has another item.</summary>
    public bool HasMore;

    /// <summary>Whether the element is left out because an optional value is missing.</summary>
    public bool IsOmitted;
}

/// <summary>Renders the content of elements and attributes: text, references, and the values of templates.</summary>
internal sealed class BinXmlContent(BoundedText text, BinXmlInput input, BinXmlValues values, Action<int, int, BinXmlScope> renderFragment)
{
    private readonly BinXmlArrays arrays = new(input);

    /// <summary>Begins another chunk.</summary>
    public void Begin() => arrays.Begin();

    /// <summary>Reads the next token.</summary>
    public BinXmlToken Next(ref int at, int end)
    {
        input.Spend(1);
        return (BinXmlToken)input.Byte(ref at, end);
    }

    /// <summary>Reports a token at a place where it is not allowed.</summary>
    public void Fail(BinXmlToken token, int at) => input.Fail($"the token 0x{(byte)token:x2} before byte {at} of the chunk is unknown or not allowed there");

    /// <summary>Renders the attributes of an element. An attribute without a value is left out.</summary>
    public void RenderAttributes(ref int at, int end, BinXmlScope scope, ref BinXmlElement element)
    {
        var length = input.UInt32(ref at, end);
        var listEnd = at;
        input.Skip(ref listEnd, end, length);
        while (input.Problem is null && at < listEnd)
        {
            var token = Next(ref at, listEnd);
            if ((token & ~BinXmlToken.More) != BinXmlToken.Attribute)
            {
                Fail(token, at);
                return;
            }
            RenderAttribute(ref at, listEnd, scope, ref element);
        }
    }

    private void RenderAttribute(ref int at, int end, BinXmlScope scope, ref BinXmlElement element)
    {
        var start = text.Length;
        text.Append(' ');
        text.Append(input.Name(ref at, end));
        text.Append("='".AsSpan());
        var valueStart = text.Length;
        var attribute = new BinXmlElement { Item = element.Item };
        while (input.Problem is null && at < end && ((BinXmlToken)input.Peek(at, end) & ~BinXmlToken.More) != BinXmlToken.Attribute)
            Render(Next(ref at, end), ref at, end, scope, ref attribute, inAttribute: true);
        text.Append('\'');
        element.HasMore |= attribute.HasMore;
        if (attribute.IsOmitted || text.Length == valueStart + 1)
            text.Truncate(start);
    }

    /// <summary>Renders a piece of content.</summary>
    public void Render(BinXmlToken token, ref int at, int end, BinXmlScope scope, ref BinXmlElement element, bool inAttribute)
    {
        switch (token & ~BinXmlToken.More)
        {
            case BinXmlToken.Value:
                RenderText(ref at, end, inAttribute);
                break;
            case BinXmlToken.Substitution or BinXmlToken.OptionalSubstitution when scope.IsTemplate:
                RenderValue(token, ref at, end, scope, ref element, inAttribute);
                break;
            case BinXmlToken.CharacterReference:
                text.Append("&#".AsSpan());
                text.AppendDecimal((ulong)input.UInt16(ref at, end));
                text.Append(';');
                break;
            case BinXmlToken.EntityReference:
                RenderEntity(input.Name(ref at, end));
                break;
            case BinXmlToken.Cdata when !inAttribute:
                Enclose("<![CDATA[", input.Text(ref at, end), "]]>");
                break;
            case BinXmlToken.InstructionTarget when !inAttribute:
                RenderInstruction(ref at, end);
                break;
            default:
                Fail(token, at);
                break;
        }
    }

    private void RenderText(ref int at, int end, bool inAttribute)
    {
        var type = (BinXmlType)input.Byte(ref at, end);
        if (type != BinXmlType.String)
            input.Fail($"a text before byte {at} of the chunk has the type 0x{(byte)type:x2}");
        text.AppendEscaped(input.Text(ref at, end), inAttribute);
    }

    // The type in the template is only the expected type; the value has its own.
    private void RenderValue(BinXmlToken token, ref int at, int end, BinXmlScope scope, ref BinXmlElement element, bool inAttribute)
    {
        var index = input.UInt16(ref at, end);
        input.Skip(ref at, end, sizeof(BinXmlType));
        if (index >= scope.Count)
        {
            input.Fail($"its template has no value {index}, only {scope.Count} values");
            return;
        }
        var value = values[scope, index];
        if (value.Type == BinXmlType.Null)
        {
            element.IsOmitted |= token == BinXmlToken.OptionalSubstitution;
        }
        else if (value.Type == BinXmlType.BinXml && !inAttribute)
        {
            renderFragment(value.Start, value.Start + value.Length, BinXmlScope.None);
        }
        else if (value.IsArray)
        {
            var item = arrays.Item(value, element.Item, out var hasMore);
            element.HasMore |= hasMore;
            if (!item.IsEmpty)
                Write(value.ItemType, item, inAttribute);
        }
        else
        {
            Write(value.Type, input.Slice(value.Start, value.Length), inAttribute);
        }
    }

    private void Write(BinXmlType type, ReadOnlySpan<byte> value, bool inAttribute)
    {
        input.SpendOn(value.Length);
        if (BinXmlValueText.Write(text, type, value, inAttribute) is { } problem)
            input.Fail(problem);
    }

    // Other entities need a document type, which events do not have.
    private void RenderEntity(ReadOnlySpan<char> name)
    {
        if (name is not ("lt" or "gt" or "amp" or "quot" or "apos"))
            input.Fail("it refers to an entity that XML does not have");
        text.Append('&');
        text.Append(name);
        text.Append(';');
    }

    /// <summary>Renders a processing instruction with its target and data.</summary>
    public void RenderInstruction(ref int at, int end)
    {
        text.Append("<?".AsSpan());
        text.Append(input.Name(ref at, end));
        var token = Next(ref at, end);
        if (token != BinXmlToken.InstructionData)
            Fail(token, at);
        Enclose(" ", input.Text(ref at, end), "?>");
    }

    private void Enclose(string before, ReadOnlySpan<char> value, string after)
    {
        if (value.IndexOf(after.AsSpan()) >= 0)
            input.Fail($"it has '{after}' in a place where XML does not allow it");
        text.Append(before.AsSpan());
        text.Append(value);
        text.Append(after.AsSpan());
    }
}
