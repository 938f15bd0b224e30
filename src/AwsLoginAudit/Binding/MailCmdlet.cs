using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>A cmdlet that mails reports through SES: who mails to whom.</summary>
public abstract class MailCmdlet : AwsCmdlet
{
    /// <summary>The sender's address; SES has to have verified it, or its domain.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string From { get; set; } = null!;

    /// <summary>Who gets the report.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] To { get; set; } = [];

    /// <summary>Who gets a copy.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] Cc { get; set; } = [];

    /// <summary>Where answers go; the sender unless given.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] ReplyTo { get; set; } = [];

    /// <summary>An SES configuration set, for events of the mail such as bounces.</summary>
    [Parameter]
    [Expected(Expected.ConfigurationSet, Expected.ConfigurationSetPattern)]
    public string? ConfigurationSetName { get; set; }

    /// <summary>Who mails to whom.</summary>
    private protected MailSettings Mail => new() { From = From, To = To, Cc = Cc, ReplyTo = ReplyTo, ConfigurationSetName = ConfigurationSetName };
}
