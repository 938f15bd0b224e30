using System.Management.Automation;
using System.Reflection;
using Amazon.Runtime;

namespace AwsLoginAudit.Commands;

/// <summary>Reads the credentials and the Region that AWS Tools for PowerShell stores in the session: $StoredAWSCredentials and $StoredAWSRegion.</summary>
internal static class AwsToolsSession
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The credentials of the session; null if there are none.</summary>
    public static AWSCredentials? Credentials(object? variable)
    {
        var holder = Unwrap(variable);
        if (holder is null)
            return null;
        var held = holder.GetType().GetProperty("Credentials", Members)?.GetValue(holder) ?? holder;
        return held as AWSCredentials ?? (Method(held) is null ? null : new ForeignCredentials(held));
    }

    /// <summary>The Region of the session; null if there is none.</summary>
    public static string? Region(object? variable) =>
        Unwrap(variable) is { } region && region.ToString() is { Length: > 0 } name ? name : null;

    private static object? Unwrap(object? variable) => variable is PSObject wrapped ? wrapped.BaseObject : variable;

    private static MethodInfo? Method(object credentials) => credentials.GetType().GetMethod("GetCredentials", Members, null, Type.EmptyTypes, null);

    // AWS Tools load their own copy of the AWS SDK, whose types differ from ours but have had these members since the first version. The credentials are read
    // at each use, so that AWS Tools can renew them.
    private sealed class ForeignCredentials(object credentials) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials()
        {
            var current = Current();
            string? Read(string name) => current.GetType().GetProperty(name, Members)?.GetValue(current) as string;
            return new ImmutableCredentials(Read("AccessKey"), Read("SecretKey"), Read("Token"));
        }

        private object Current()
        {
            try
            {
                return Method(credentials)!.Invoke(credentials, null)!;
            }
            catch (TargetInvocationException refused)
            {
                var reason = refused.GetBaseException();
                throw new LoginAuditException(
                    LoginAuditError.CredentialsRejected,
                    $"The session's AWS credentials ($StoredAWSCredentials) cannot be renewed: {Sentence.End(reason.Message)} Sign in again with Set-AWSCredential.",
                    "StoredAWSCredentials",
                    reason);
            }
        }
    }
}
