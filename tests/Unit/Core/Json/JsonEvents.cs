using System.Text.Json;

namespace AwsLoginAudit.Tests.Core.Json;

/// <summary>Reads JSON objects as events, as a file or a log group hands them over.</summary>
internal static class JsonEvents
{
    public static JsonEventResult Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonEvent.Read(document.RootElement);
    }

    public static LoginAuditFailure Parse(string json) => (LoginAuditFailure)ParseEvent(json);

    public static LoginAuditEvent ParseEvent(string json)
    {
        var read = Read(json);
        Assert.Null(read.Problem);
        Assert.NotNull(read.EventXml);
        return new EventParser().Parse(new LogEvent("", null, read.EventXml));
    }

    /// <summary>How many failed logins some objects are.</summary>
    public static int Failures(IEnumerable<string> objects)
    {
        var reader = new FailureReader(new LoginAuditRead(LoginAuditWindow.Open));
        return objects.Select(json => Read(json)).Count(read => reader.Read(new LogEvent("", null, Assert.IsType<string>(read.EventXml))) is not null);
    }
}
