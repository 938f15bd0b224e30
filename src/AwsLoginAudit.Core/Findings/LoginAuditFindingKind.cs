namespace AwsLoginAudit;

/// <summary>What failed and successful logins mean together.</summary>
public enum LoginAuditFindingKind : byte
{
    /// <summary>An account logged in after it, or its source, had guessed passwords.</summary>
    BreakIn,

    /// <summary>One account was guessed on one instance many times in a short time.</summary>
    PasswordGuessing,

    /// <summary>One source guessed passwords of many accounts.</summary>
    PasswordSpraying,

    /// <summary>Many sources guessed the password of one account.</summary>
    DistributedGuessing,

    /// <summary>One source tried many user names that do not exist.</summary>
    UserEnumeration,

    /// <summary>One source, or one local account, was tried on many instances.</summary>
    LateralGuessing,

    /// <summary>One source tried several accounts that are disabled, expired or locked.</summary>
    DisabledAccounts,

    /// <summary>Windows locked an account.</summary>
    AccountLockout,

    /// <summary>A service, a task or a device tries a password that is no longer right.</summary>
    StaleCredential,

    /// <summary>A source tried many instances as a vulnerability scanner does.</summary>
    Scanner,
}
