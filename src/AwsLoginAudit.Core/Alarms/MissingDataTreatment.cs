namespace AwsLoginAudit;

/// <summary>How an alarm treats periods in which its metric has no data, by CloudWatch's own names.</summary>
/// <remarks>Source: "Configuring how CloudWatch alarms treat missing data" in the Amazon CloudWatch User Guide.</remarks>
public enum MissingDataTreatment
{
    /// <summary>Missing data is missing; an alarm without any data changes to INSUFFICIENT_DATA. The default of CloudWatch.</summary>
    Missing,
    /// <summary>The alarm keeps its state.</summary>
    Ignore,
    /// <summary>A period without data breaches the threshold.</summary>
    Breaching,
    /// <summary>A period without data is within the threshold.</summary>
    NotBreaching,
}
