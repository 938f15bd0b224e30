namespace AwsLoginAudit;

/// <summary>Reads the values of an event from its message, for products that keep no other EventData.</summary>
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

    /// <summary>Adds the values of a message, which is the last part of the agent's text format.</summary>
    public static void AddData(string message, int eventId, EventXmlBuilder xml)
    {
        if (TextFormat.Read($"[Security] [INFORMATION] [{eventId}] [-] [-] [{message}]") is not { } text)
            return;
        foreach (var (field, name) in Names)
        {
            if (text.Value(field) is { } value)
                xml.AddData(name, value);
        }
        // If the number of values differs from the template, the values cannot be identified.
        if (!text.IsRegular)
            xml.AddData(null, message);
    }
}
