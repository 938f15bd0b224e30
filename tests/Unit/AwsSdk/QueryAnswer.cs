namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Answers of the Query protocol.</summary>
internal static class QueryAnswer
{
    /// <summary>An answer; without a result it is metadata alone, as of operations that return nothing.</summary>
    public static CannedAnswer Of(string xmlNamespace, string operation, string? result)
    {
        var inner = result is null ? "" : $"<{operation}Result>{result}</{operation}Result>";
        return Xml($"""<{operation}Response xmlns="{xmlNamespace}">{inner}<ResponseMetadata><RequestId>{RecordingServer.RequestId}</RequestId></ResponseMetadata></{operation}Response>""");
    }

    public static CannedAnswer Error(string code, string? type, string? message, int status)
    {
        var fault = type is null ? "" : $"<Type>{type}</Type>";
        var words = message is null ? "" : $"<Message>{message}</Message>";
        return Xml($"""<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error>{fault}<Code>{code}</Code>{words}</Error><RequestId>{RecordingServer.RequestId}</RequestId></ErrorResponse>""", status);
    }

    private static CannedAnswer Xml(string body, int status = 200) => new(body, status) { Headers = { ["Content-Type"] = "text/xml" } };
}
