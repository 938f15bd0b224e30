using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LocalAws.Queues;

/// <summary>A message's attributes as they are received: only those that were asked for.</summary>
internal static class MessageAttributes
{
    public static void Write(Utf8JsonWriter response, QueuedMessage message, IReadOnlyList<string> wanted)
    {
        var received = message.Attributes.Where(a => wanted.Any(w => w is "All" or ".*" || w == a.Key || (w.EndsWith(".*", StringComparison.Ordinal) && a.Key.StartsWith(w[..^1], StringComparison.Ordinal)))).ToList();
        if (received.Count == 0)
            return;
        response.WriteString("MD5OfMessageAttributes", Md5([.. received.SelectMany(a => Part(a.Key).Concat(Part(a.Value.Type)).Append((byte)1).Concat(Part(a.Value.Value)))]));
        response.WriteStartObject("MessageAttributes");
        foreach (var (name, attribute) in received)
        {
            response.WriteStartObject(name);
            response.WriteString("DataType", attribute.Type);
            response.WriteString("StringValue", attribute.Value);
            response.WriteEndObject();
        }
        response.WriteEndObject();
    }

#pragma warning disable CA5351 // SQS answers MD5, and the SDK checks it.
    public static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351

    private static byte[] Part(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }
}
