namespace AwsLoginAudit.Tests;

/// <summary>An event of a Security log, as its text.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Computer">The computer, which is also its log stream.</param>
/// <param name="RecordId">The record number.</param>
/// <param name="Id">The event id.</param>
internal sealed record SecurityEvent(DateTimeOffset Time, string Computer, long RecordId, int Id = 4625)
{
    public string Account { get; init; } = "Administrator";

    public string Domain { get; init; } = "CORP";

    /// <summary>More of EventData.</summary>
    public string MoreData { get; init; } = "";

    /// <summary>As wevtutil writes it: what Windows keeps, on one line.</summary>
    public string Bare => $"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>{Parts}</Event>";

    /// <summary>As the agent ships it: with the words that Windows shows.</summary>
    public string Rendered => $"""
        <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>{Parts}<RenderingInfo Culture='en-US'><Message>An account failed to log on.

        Subject:
        	Security ID:		S-1-0-0</Message><Level>Information</Level><Keywords><Keyword>Audit Failure</Keyword></Keywords></RenderingInfo></Event>
        """;

    private string Parts =>
        $"<System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{{54849625-5478-4994-a5ba-3e3b0328c30d}}'/><EventID>{Id}</EventID>"
        + $"<Keywords>0x8010000000000000</Keywords><TimeCreated SystemTime='{Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}Z'/>"
        + $"<EventRecordID>{RecordId}</EventRecordID><Channel>Security</Channel><Computer>{Computer}</Computer><Security/></System>"
        + $"<EventData><Data Name='TargetUserName'>{Account}</Data><Data Name='TargetDomainName'>{Domain}</Data><Data Name='Status'>0xc000006d</Data>"
        + $"<Data Name='SubStatus'>0xc000006a</Data><Data Name='LogonType'>3</Data><Data Name='IpAddress'>198.51.100.7</Data>"
        + $"<Data Name='IpPort'>50123</Data>{MoreData}</EventData>";
}
