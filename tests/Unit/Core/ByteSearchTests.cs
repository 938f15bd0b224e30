using System.Text;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Vectors find and compare what one byte after the other does, at every length and place.</summary>
public sealed class ByteSearchTests
{
    private const int Longest = 70;

    [Fact]
    public void Bytes_are_the_same_only_where_all_of_them_are()
    {
        for (var length = 0; length <= Longest; length++)
        {
            // Off the beginning of an array, as a value in an answer is.
            var one = Noise(length + 3).AsSpan(3).ToArray();
            Assert.True(ByteSearch.AreSame(one, [.. one]));
            Assert.False(ByteSearch.AreSame(one, [.. one, 0]));
            Assert.False(ByteSearch.StartsWith(one, [.. one, 0]));
            Assert.True(ByteSearch.StartsWith([.. one, 0], one));
            for (var at = 0; at < length; at++)
            {
                byte[] other = [.. one];
                other[at] ^= 0x20;
                Assert.False(ByteSearch.AreSame(one, other), $"{at} of {length}");
                Assert.False(ByteSearch.StartsWith([.. one, 0], other), $"{at} of {length}");
            }
        }
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("a", "", false)]
    [InlineData("user01", "user01", true)]
    [InlineData("user01", "user02", false)]
    [InlineData("\u0141", "A", false)]
    public void Texts_are_compared_in_both_bytes_of_a_character(string one, string other, bool same) => Assert.Equal(same, ByteSearch.AreSame(one.AsSpan(), other));

    [Fact]
    public void The_first_of_each_kind_is_found_wherever_it_is()
    {
        for (var length = 0; length <= Longest; length++)
        {
            var plain = Encoding.ASCII.GetBytes(new string('x', length));
            Assert.Equal((-1, -1), (ByteSearch.IndexOfQuoteOrBackslash(plain), ByteSearch.IndexOfMarkup(plain)));
            for (var at = 0; at < length; at++)
            {
                foreach (var special in "\"\\"u8)
                    Assert.Equal(at, ByteSearch.IndexOfQuoteOrBackslash(With(plain, at, special)));
                foreach (var special in (byte[])[(byte)'<', (byte)'>', (byte)'&', 0, 0x1f, 0xef])
                    Assert.Equal(at, ByteSearch.IndexOfMarkup(With(plain, at, special)));
            }
        }
    }

    // The same byte once more behind it, which is not the first.
    private static byte[] With(byte[] plain, int at, byte special)
    {
        byte[] bytes = [.. plain];
        bytes[at] = bytes[^1] = special;
        return bytes;
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
