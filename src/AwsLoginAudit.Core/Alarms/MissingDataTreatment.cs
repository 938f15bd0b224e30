namespace AwsLoginAudit;

/// <summary>How an alarm treats periods in which its metric has no data, with CloudWatch's names.</summary>
/// <remarks>Source: "Configuring how CloudWatch alarms treat missing data" in the Amazon CloudWatch User Guide.</remarks>
public enum MissingDataTreatment
{
    /// <summary>The period counts as missing; an alarm without any data changes to INSUFFICIENT_DATA. This is CloudWatch's default.</summary>
    Missing,
    /// <summary>The alarm keeps its state.</summary>
    Ignore,
    /// <summary>A period without data breaches the threshold.</summary>
    Breaching,
    /// <summary>A period without data does not breach the threshold.</summary>
    NotBreaching,
}
