using System.Text;

namespace AwsLoginAudit.Fuzz;

/// <summary>What readers stumble over, whatever they read.</summary>
internal static class Tokens
{
    private static readonly string[] Texts =
    [
        "<", ">", "/>", "</", "<a>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<?", "?>", "&", ";", "&amp;", "&#0;", "&#x10ffff;", "&lol;",
        "<!DOCTYPE a [<!ENTITY lol 'lol'>]>", "<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'>", " a='b'", " xmlns:a='b'", "=", "'", "\"",
        "{", "}", "[", "]", ",", ":", "\\", "\\\"", "\\n", "\\u0000", "\\ud83d", "\\u", "null", "true", "-1", "0", "1e999", "9223372036854775807", "253402300800000", "-62135596800001",
        "%1", "%6", "%%2313", "\n", "\r\n", "\t", " ", "\0", "\u0007", "\u202e", "\ufeff", "\uffff", "\U0001f600",
        "2026-01-14T08:17:23.412Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "0x8010000000000000", "0x8020000000000000", "4625", "4768", "4776",
    ];

    // Not UTF-8: a byte that never stands there, a second byte without a first, a character that is cut off, one that is too long, half a pair.
    private static readonly byte[][] Bytes =
    [
        [0xFF], [0x80], [0xC3], [0xE2, 0x82], [0xC0, 0xAF], [0xED, 0xA0, 0xBD], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFE], [0xFE, 0xFF], [0x1F, 0x8B, 8], [0, 0, 0, 0],
    ];

    /// <summary>All of them, with those of one target.</summary>
    public static byte[][] With(IEnumerable<string> others) => [.. Texts.Concat(others).Select(Encoding.UTF8.GetBytes), .. Bytes];
}
