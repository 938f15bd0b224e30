using System.Globalization;
using System.Text;

namespace AwsLoginAudit.Tests.Core.Reporting;

/// <summary>What a reader sees of a name is all that the name is.</summary>
public sealed class SafeTextTests
{
    [Theory]
    [InlineData(0xE0100, "variation selectors supplement")]
    [InlineData(0xE01EF, "variation selectors supplement")]
    [InlineData(0x16FE4, "filler of Khitan small script")]
    [InlineData(0x1107F, "Brahmi number joiner")]
    [InlineData(0x2D7F, "Tifinagh consonant joiner")]
    [InlineData(0x1039, "Myanmar virama")]
    [InlineData(0x034F, "combining grapheme joiner")]
    [InlineData(0x115F, "Hangul filler")]
    [InlineData(0x3164, "Hangul filler")]
    [InlineData(0x2800, "blank braille pattern")]
    [InlineData(0x1D159, "null notehead")]
    [InlineData(0x1BCA0, "shorthand format control")]
    [InlineData(0xFFF0, "ignorable although unassigned")]
    [InlineData(0xE0041, "tag")]
    public void Two_names_that_look_the_same_are_shown_as_two(int hidden, string what)
    {
        var shown = SafeText.Show("admin" + char.ConvertFromUtf32(hidden));
        Assert.StartsWith(@"admin\u", shown, StringComparison.Ordinal);
        Assert.True(shown.All(char.IsAscii), what);
    }

    [Fact]
    public void No_character_that_Unicode_calls_ignorable_is_shown_as_it_is()
    {
        // In these categories every character is invisible. The theory above has ignorable characters of other categories.
        var invisible = Enumerable.Range(0, 0x110000).Where(code => code is < 0xD800 or > 0xDFFF).Where(code => CharUnicodeInfo.GetUnicodeCategory(code)
            is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
        Assert.All(invisible, code => Assert.StartsWith(@"a\u", SafeText.Show("a" + char.ConvertFromUtf32(code)), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\u0300\u0301\u0302\u0303", "a\u0300\u0301\u0302\u0303")]
    [InlineData("a\u0300\u0301\u0302\u0303\u0304\u0305b", "a\u0300\u0301\u0302\u0303\\u0304\\u0305b")]
    [InlineData("a\u0301\u0301", "a\u0301\\u0301")]
    [InlineData("\u0301a", "\\u0301a")]
    [InlineData("a \u0301", "a \\u0301")]
    [InlineData("a\u202e\u0301", "a\\u202e\\u0301")]
    public void Marks_do_not_pile_up_and_stand_on_a_letter(string name, string shown) => Assert.Equal(shown, SafeText.Show(name));

    [Theory]
    [InlineData("Jörg Ünal")]
    [InlineData("Иван й")]
    [InlineData("山田太郎")]
    [InlineData("مُحَمَّد")]
    [InlineData("हिन्दी")]
    [InlineData("ผู้ดูแล")]
    [InlineData("שָׁלוֹם")]
    [InlineData("Nguyễn Thị")]
    [InlineData("Nguye\u0302\u0303n Thi\u0323")]
    [InlineData("\ud83d\ude00")]
    [InlineData("C:\\x & <y>")]
    public void Letters_of_every_language_are_shown_as_they_are(string name)
    {
        Assert.Equal(name, SafeText.Show(name));
        Assert.Equal(name.Normalize(NormalizationForm.FormC), SafeText.Show(name.Normalize(NormalizationForm.FormC)));
    }

    [Theory]
    [InlineData("(others)")]
    [InlineData("(none)")]
    [InlineData("(unknown account)")]
    [InlineData("（others）")]
    [InlineData("⟨none⟩")]
    [InlineData(" admin")]
    [InlineData("admin\u00a0")]
    [InlineData("'admin'")]
    [InlineData("“admin”")]
    [InlineData("admin · from 192.0.2.1")]
    [InlineData("admin ・ from 192.0.2.1")]
    [InlineData("admin \ua78f from 192.0.2.1")]
    [InlineData("admin - from 192.0.2.1")]
    public void A_name_that_could_pass_for_words_of_a_report_is_quoted(string name)
    {
        Assert.Equal($"\"{name}\"", SafeText.Name(name));
        Assert.Equal($"\"{name}\"", SafeText.Name(SafeText.Name(name)));
    }

    [Theory]
    [InlineData("\"a\" · \"b\"", "\"\\\"a\\\" · \\\"b\\\"\"")]
    [InlineData("\"", "\"\\\"\"")]
    [InlineData("\"a\\\"", "\"\\\"a\\\\\\\"\"")]
    [InlineData("(a\\", "\"(a\\\\\"")]
    [InlineData("(a\\b", "\"(a\\b\"")]
    public void Quotation_marks_of_a_name_do_not_end_it(string name, string shown) => Assert.Equal(shown, SafeText.Name(name));

    [Theory]
    [InlineData("CORP\\jdoe")]
    [InlineData("jdoe@corp.example")]
    [InlineData("Gal·la")]
    [InlineData("Anne-Marie O'Neill")]
    [InlineData("WEB-01$")]
    [InlineData("")]
    public void Names_as_people_have_them_are_not_quoted(string name) => Assert.Equal(name, SafeText.Name(name));

    [Fact]
    public void A_name_with_a_comma_is_one_name_in_a_list() => Assert.Equal("a, \"b, c\", \"(none)\"", SafeText.List(["a", "b, c", "(none)"]));
}
