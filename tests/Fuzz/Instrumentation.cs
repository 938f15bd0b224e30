using SharpFuzz;

namespace AwsLoginAudit.Fuzz;

/// <summary>Has the readers note which branches they take: rewrites the copies that lie beside this program.</summary>
internal static class Instrumentation
{
    private static readonly string[] Readers = ["AwsLoginAudit.Core.dll", "AwsLoginAudit.Aws.dll"];

    // Of the rest of AWS's part nothing reads what a stranger wrote.
    private static readonly string[] OfAws = ["AwsLoginAudit.Aws.EventPage", "AwsLoginAudit.Aws.EventPageReader", "AwsLoginAudit.Aws.PageText"];

    public static void Apply()
    {
        foreach (var reader in Readers)
        {
            try
            {
                Fuzzer.Instrument(Path.Combine(AppContext.BaseDirectory, reader), IsRead, Options.Value);
            }
            catch (InstrumentationException)
            {
                // It is, since the build before.
            }
        }
    }

    private static bool IsRead(string type) =>
        !type.StartsWith("AwsLoginAudit.Aws.", StringComparison.Ordinal) || OfAws.Any(name => type.StartsWith(name, StringComparison.Ordinal));
}
