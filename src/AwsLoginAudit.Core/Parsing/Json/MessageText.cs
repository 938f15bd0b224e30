namespace AwsLoginAudit;

/// <summary>Takes the values of an event from its message, for products that keep nothing else of EventData.</summary>
internal static class MessageText
{
    private static readonly (TextField Field, string Name)[] Names =
    [
        (TextField.AccountSid, "TargetUserSid"),
        (TextField.AccountName, "TargetUserName"),
        (TextField.AccountDomain, "TargetDomainName"),
        (TextField.LogonType, "LogonType"),
        (TextField.Status, "Status"),
        (TextField.SubStatus, "SubStatus"),
        (TextField.ProcessName, "ProcessName"),
        (TextField.Workstation, "WorkstationName"),
        (TextField.Address, "IpAddress"),
        (TextField.Port, "IpPort"),
        (TextField.LogonProcess, "LogonProcessName"),
        (TextField.AuthenticationPackage, "AuthenticationPackageName"),
    ];

    /// <summary>Adds the values of a message, which the agent's text format ends in as well.</summary>
    public static void AddData(string message, int eventId, EventXmlBuilder xml)
    {
        if (TextFormat.Read($"[Security] [INFORMATION] [{eventId}] [-] [-] [{message}]") is not { } text)
            return;
        foreach (var (field, name) in Names)
        {
            if (text.Value(field) is { } value)
                xml.AddData(name, value);
        }
        // The values of a message with more or fewer of them than its template has cannot be told apart.
        if (!text.IsRegular)
            xml.AddData(null, message);
    }
}
