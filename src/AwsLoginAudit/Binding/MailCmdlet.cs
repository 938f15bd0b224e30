using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The base class of cmdlets that mail reports through SES.</summary>
public abstract class MailCmdlet : AwsCmdlet
{
    /// <summary>Specifies the address of the sender. The address or its domain must be verified in SES.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string From { get; set; } = null!;

    /// <summary>Specifies the recipients.</summary>
    [Parameter(Mandatory = true)]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] To { get; set; } = [];

    /// <summary>Specifies the recipients of a copy.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] Cc { get; set; } = [];

    /// <summary>Specifies the addresses for replies. The default is the sender.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] ReplyTo { get; set; } = [];

    /// <summary>Specifies an SES configuration set, for events of the mail such as bounces.</summary>
    [Parameter]
    [Expected(Expected.ConfigurationSet, Expected.ConfigurationSetPattern)]
    public string? ConfigurationSetName { get; set; }

    /// <summary>The sender and the recipients.</summary>
    private protected MailSettings Mail => new() { From = From, To = To, Cc = Cc, ReplyTo = ReplyTo, ConfigurationSetName = ConfigurationSetName };
}
