namespace AwsLoginAudit.Benchmarks;

/// <summary>What a server has, and how it answers.</summary>
/// <param name="Events">Failed logins of about 3 KB, on 50 log streams.</param>
/// <param name="Milliseconds">What passes before each answer.</param>
/// <param name="Quota">Pages a second, beyond which it throttles; null for any number.</param>
internal sealed record Load(int Events, int Milliseconds = 0, int? Quota = null);
