using System.Net;
using LocalAws.Http;
using LocalAws.Patterns;

namespace AwsLoginAudit.Tests.LocalAws;

public sealed class PatternTests
{
    private const string Failure = "<Event><EventID>4776</EventID><Keywords>0x8010000000000000</Keywords><Keyword>Audit Failure</Keyword></Event>";

    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("ERROR", "[ERROR 400] BAD REQUEST", true)]
    [InlineData("ERROR", "Exiting with ERRORCODE: -1", true)]
    [InlineData("ERROR", "[error 400] bad request", false)]
    [InlineData("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", true)]
    [InlineData("ERROR ARGUMENTS", "[ERROR 401] UNAUTHORIZED REQUEST", false)]
    [InlineData("ERROR Exception", "[ERROR] Caught IllegalArgumentException", true)]
    [InlineData("Failed to process the request", "[ERROR] Unable to continue: Failed to process the request", true)]
    [InlineData("?ERROR ?ARGUMENTS", "[INFO 200] ARGUMENTS", true)]
    [InlineData("?ERROR ?WARN", "WARN message", true)]
    [InlineData("?ERROR ?WARN", "INFO message", false)]
    [InlineData("ERROR WARN", "ERROR message", false)]
    [InlineData("ERROR -WARN", "ERROR message", true)]
    [InlineData("ERROR -WARN", "ERROR WARN message", false)]
    [InlineData("\"ERROR\" -\"Exiting\"", "Exiting with ERRORCODE: -1", false)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "[ERROR 500] INTERNAL SERVER ERROR", true)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "INTERNAL ERROR SERVER", false)]
    [InlineData("-ERROR", "all is well", true)]
    [InlineData("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", true)]
    [InlineData("%^[hc]at%", "cat sat", true)]
    [InlineData("%^[hc]at%", "the cat", false)]
    [InlineData("%colou?r%", "color", true)]
    [InlineData("\"say \\\"hi\\\"\"", "they say \"hi\"", true)]
    public void Patterns_match_as_documented(string pattern, string message, bool matches) => Assert.Equal(matches, FilterPattern.Parse(pattern).Matches(message));

    [Fact]
    public void Alternatives_are_ignored_beside_other_terms()
    {
        var pattern = FilterPattern.Parse("INFO ?ERROR ?WARN");
        Assert.True(pattern.Matches("INFO only"));
        Assert.False(pattern.Matches("ERROR only"));
    }

    [Theory]
    [InlineData("?\"Audit Failure\" ?0x8010000000000000", true)]
    [InlineData("\"<EventID>4776</EventID>\" \"0x8010000000000000\"", true)]
    [InlineData("\"<EventID>4768</EventID>\" \"0x8010000000000000\"", false)]
    [InlineData("Audit Failure", true)]
    public void Patterns_of_audit_failures_match_the_agents_xml(string pattern, bool matches) => Assert.Equal(matches, FilterPattern.Parse(pattern).Matches(Failure));

    [Theory]
    [InlineData("a:b")]
    [InlineData("foo-bar")]
    [InlineData("<EventID>4625</EventID>")]
    [InlineData("\"not closed")]
    [InlineData("\"\"")]
    [InlineData("\"a\"b")]
    [InlineData("- \"Exiting\"")]
    [InlineData("?")]
    [InlineData("größe")]
    [InlineData("%something!%")]
    [InlineData("%(a|b)%")]
    [InlineData("%a b%")]
    [InlineData("%open")]
    [InlineData("%[a%")]
    public void Patterns_that_AWS_refuses_are_refused(string pattern) =>
        Assert.Equal("InvalidParameterException", Assert.Throws<AwsException>(() => FilterPattern.Parse(pattern)).Code);

    [Theory]
    [InlineData("{ $.eventName = \"x\" }")]
    [InlineData("[ip, user, ...]")]
    [InlineData("%a% %b%")]
    public void Patterns_that_are_not_evaluated_fail_loudly(string pattern) =>
        Assert.Equal(HttpStatusCode.NotImplemented, Assert.Throws<AwsException>(() => FilterPattern.Parse(pattern)).Status);

    [Fact]
    public void A_pattern_is_at_most_1024_characters_long()
    {
        Assert.True(FilterPattern.Parse(new string('a', 1024)).Matches(new string('a', 1024)));
        Assert.Throws<AwsException>(() => FilterPattern.Parse(new string('a', 1025)));
    }
}
