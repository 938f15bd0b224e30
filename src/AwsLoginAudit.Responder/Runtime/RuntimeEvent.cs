namespace AwsLoginAudit.Responder.Runtime;

/// <summary>One event from the Lambda Runtime API.</summary>
/// <param name="RequestId">The id of the invocation, to which the result belongs.</param>
/// <param name="Deadline">The time at which Lambda ends the process.</param>
/// <param name="TraceId">The X-Ray header of the invocation; null if there is none.</param>
/// <param name="FunctionArn">The ARN with which the function was invoked.</param>
/// <param name="Payload">The JSON of the event.</param>
internal sealed record RuntimeEvent(string RequestId, DateTimeOffset Deadline, string? TraceId, string FunctionArn, byte[] Payload)
{
    /// <summary>The account id of the function.</summary>
    public string AccountId => FunctionArn.Split(':')[4];
}
