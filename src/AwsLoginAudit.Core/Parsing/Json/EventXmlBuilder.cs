using System.Globalization;
using System.Text;

namespace AwsLoginAudit;

/// <summary>Writes the XML of one event. All values are escaped, so that none can become markup.</summary>
internal sealed class EventXmlBuilder
{
    // Windows writes these numbers of EventData in hexadecimal (win:HexInt32, win:HexInt64 and win:Pointer in the provider's manifest).
    private static readonly HashSet<string> Hexadecimal = new(StringComparer.Ordinal)
    {
        "Status", "SubStatus", "FailureCode", "ErrorCode", "SubjectLogonId", "TargetLogonId", "ProcessId", "TicketOptions", "TicketEncryptionType",
    };

    private readonly StringBuilder system = new();
    private readonly StringBuilder data = new();

    /// <summary>Whether a value of EventData was added.</summary>
    public bool HasData => data.Length > 0;

    /// <summary>Adds an element of System.</summary>
    public void AddSystem(string name, string value)
    {
        system.Append('<').Append(name).Append('>');
        Escape(system, value);
        system.Append("</").Append(name).Append('>');
    }

    /// <summary>Adds an element of System whose value is an attribute.</summary>
    public void AddSystem(string name, string attribute, string value)
    {
        system.Append('<').Append(name).Append(' ').Append(attribute).Append("='");
        Escape(system, value);
        system.Append("'/>");
    }

    /// <summary>Adds a value of EventData.</summary>
    /// <param name="name">The value's name; null for a value without one, which no failed login of Windows has and which makes it suspicious.</param>
    /// <param name="value">The value.</param>
    public void AddData(string? name, string value)
    {
        if (name is null)
        {
            data.Append("<Data>");
        }
        else
        {
            data.Append("<Data Name='");
            Escape(data, name);
            data.Append("'>");
        }
        Escape(data, name is not null && Hexadecimal.Contains(name) ? ToHexadecimal(value) : value);
        data.Append("</Data>");
    }

    /// <summary>Adds elements of EventData that a product copied from the event's XML.</summary>
    public void AddDataXml(string elements) => data.Append(elements);

    public override string ToString() =>
        $"{EventGrammar.Start}<System>{system}</System><EventData>{data}</EventData></Event>";

    // .NET returns a status code as a signed number: -1073741715 is 0xc000006d.
    private static string ToHexadecimal(string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return value;
        return number is >= int.MinValue and < 0 ? $"0x{(uint)number:x}" : $"0x{number:x}";
    }

    // Characters that XML forbids become U+FFFD.
    private static void Escape(StringBuilder to, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                to.Append(c).Append(value[++i]);
            else if (char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' or (< ' ' and not ('\t' or '\n' or '\r')))
                to.Append('\uFFFD');
            else if (c is '<' or '>' or '&' or '\'' or '"')
                to.Append("&#").Append((int)c).Append(';');
            else
                to.Append(c);
        }
    }
}
