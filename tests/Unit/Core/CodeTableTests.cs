using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Every code that Microsoft documents for these events, or that was seen in them, has words.</summary>
public sealed class CodeTableTests
{
    public static IEnumerable<TheoryDataRow<string>> Statuses =>
        [.. SharedData.Codes("status_4625"), .. SharedData.Codes("status_4625_extra_seen_or_expected"), .. SharedData.Codes("status_4776")];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void A_status_has_words_in_any_spelling(string code)
    {
        if (Convert.ToInt64(code, 16) == 0)
            return;
        var words = Reason(code);
        Assert.Matches("^[A-Z][A-Za-z]", words);
        Assert.Equal(words, Reason("0x" + code[2..].ToUpperInvariant()));
        Assert.Equal(words, Reason("0x00000000" + code[2..]));
    }

    public static IEnumerable<TheoryDataRow<string>> KerberosCodes => SharedData.Codes("kerberos_4768_4769_4771");

    [Theory]
    [MemberData(nameof(KerberosCodes))]
    public void A_Kerberos_code_has_words_and_none_is_no_error(string code)
    {
        var failure = Parse(Event(4771, Failure, ("Status", code)));
        if (Convert.ToInt64(code, 16) == 0)
            Assert.Null(failure.Reason);
        else
            Assert.DoesNotMatch("^0x", failure.Reason);
    }

    public static IEnumerable<TheoryDataRow<string>> LogonTypes => SharedData.Codes("logon_types");

    [Theory]
    [MemberData(nameof(LogonTypes))]
    public void A_logon_type_has_a_name(string type) =>
        Assert.Matches("^[A-Z][A-Za-z]+$", Parse(Event(4625, Failure, ("LogonType", type))).LogonTypeName);

    [Theory]
    [InlineData("1")]
    [InlineData("99")]
    [InlineData("-3")]
    [InlineData("3 ")]
    public void A_logon_type_that_is_none_has_no_name(string type) => Assert.Null(Parse(Event(4625, Failure, ("LogonType", type))).LogonTypeName);

    public static IEnumerable<TheoryDataRow<string>> FailureReasons => SharedData.Codes("failure_reason");

    [Theory]
    [MemberData(nameof(FailureReasons))]
    public void A_failure_reason_has_words_where_no_code_says_more(string id) =>
        Assert.Matches("^[A-Z][a-z]", Parse(Event(4625, Failure, ("Status", "0x0"), ("SubStatus", "0x0"), ("FailureReason", id))).Reason);

    private static string? Reason(string status) => Parse(Event(4625, Failure, ("Status", status), ("SubStatus", "0x0"))).Reason;
}
