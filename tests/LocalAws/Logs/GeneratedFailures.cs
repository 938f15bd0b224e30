using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Patterns;

namespace LocalAws.Logs;

/// <summary>
/// Failed logins (event 4625, as the CloudWatch agent ships it with RenderingInfo, about 3 KB each) that are made when they are read, so that a
/// million of them cost no memory. The same load has the same content in every run: event n is on stream n mod Streams, at
/// Start + n × Window / Count, with record number 10000000 + n.
/// </summary>
public sealed record GeneratedFailures
{
    /// <summary>How many events.</summary>
    public required int Count { get; init; }

    /// <summary>Over how many streams, named as instances: i-00000000000000001 and on.</summary>
    public int Streams { get; init; } = 50;

    /// <summary>Whether each event, of a million at most, has an account and a source of its own, as nobody but a stranger who invents them sends. Otherwise there are few.</summary>
    public bool HasOwnNames { get; init; }

    /// <summary>Time of the first event.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Time over which the events are spread evenly; its end has no event.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Name of a stream, counted from 0.</summary>
    public static string StreamName(int index) => $"i-{index + 1:x17}";

    internal DateTimeOffset TimeOf(int index) => Start + TimeSpan.FromTicks((long)((Int128)Window.Ticks * index / Count));
}

/// <summary>Texts of one load. Every value has a fixed width, so all texts are equally long and only values are written anew.</summary>
internal sealed partial class GeneratedText : EventText
{
    private const int FirstRecord = 10_000_000;

    [ThreadStatic]
    private static byte[]? scratch;

    private readonly GeneratedFailures load;
    private readonly long firstId;
    private readonly string[] parts;
    private readonly byte[][] escapedParts;
    private readonly string[] values;
    private readonly string constants;
    private (FilterPattern Pattern, bool MatchesAll) last = (FilterPattern.Everything, true);

    public GeneratedText(GeneratedFailures load, long firstId)
    {
        this.load = load;
        this.firstId = firstId;
        using var resource = typeof(GeneratedText).Assembly.GetManifestResourceStream("LocalAws.Logs.GeneratedFailure.xml")!;
        using var reader = new StreamReader(resource);
        var template = reader.ReadToEnd();
        parts = Placeholder().Split(template);
        values = [.. Placeholder().Matches(template).Select(m => m.Value.Trim('{', '}'))];
        escapedParts = [.. parts.Select(p => JsonEncodedText.Encode(p, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray())];
        // A character that is in no text keeps a term from matching over the place of a value.
        constants = string.Join('\0', parts);
        Length = Encoding.UTF8.GetByteCount(Of(new EventKey(0, 0, firstId)));
    }

    public override int Length { get; }

    public override string Of(in EventKey key)
    {
        Span<char> value = stackalloc char[64];
        var text = new StringBuilder(parts[0], parts.Sum(p => p.Length) + 256);
        for (var i = 0; i < values.Length; i++)
            text.Append(value[..Value(values[i], Index(key), value)]).Append(parts[i + 1]);
        return text.ToString();
    }

    public override bool Matches(FilterPattern pattern, in EventKey key)
    {
        if (!ReferenceEquals(last.Pattern, pattern))
            last = (pattern, pattern.IsMonotone && pattern.Matches(constants));
        return last.MatchesAll || pattern.Matches(Of(key));
    }

    public override void Write(Utf8JsonWriter writer, in EventKey key)
    {
        var buffer = scratch ??= new byte[16 * 1024];
        Span<char> value = stackalloc char[64];
        var length = 0;
        buffer[length++] = (byte)'"';
        escapedParts[0].CopyTo(buffer, length);
        length += escapedParts[0].Length;
        for (var i = 0; i < values.Length; i++)
        {
            length += Encoding.ASCII.GetBytes(value[..Value(values[i], Index(key), value)], buffer.AsSpan(length));
            escapedParts[i + 1].CopyTo(buffer, length);
            length += escapedParts[i + 1].Length;
        }
        buffer[length++] = (byte)'"';
        writer.WriteRawValue(buffer.AsSpan(0, length), skipInputValidation: true);
    }

    private int Index(in EventKey key) => (int)(key.Id - firstId);

    private int Value(string name, int index, Span<char> value)
    {
        int written;
        var culture = CultureInfo.InvariantCulture;
        _ = name switch
        {
            "time" => value.TryWrite(culture, $"{load.TimeOf(index).UtcDateTime:O}", out written),
            "record" => value.TryWrite(culture, $"{FirstRecord + index:D8}", out written),
            "computer" => value.TryWrite(culture, $"WIN-{index % load.Streams:D5}", out written),
            "account" when load.HasOwnNames => value.TryWrite(culture, $"user{index:D7}", out written),
            "address" when load.HasOwnNames => value.TryWrite(culture, $"10.{100 + (index / 10_000 % 100)}.{100 + (index / 100 % 100)}.{100 + (index % 100)}", out written),
            "account" => value.TryWrite(culture, $"user{index / load.Streams % 97:D4}", out written),
            "address" => value.TryWrite(culture, $"198.51.100.{100 + (index % 149)}", out written),
            _ => throw new InvalidOperationException($"The template has an unknown value {name}."),
        };
        return written;
    }

    [GeneratedRegex("{[a-z]+}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
