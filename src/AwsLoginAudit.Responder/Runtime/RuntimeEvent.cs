namespace AwsLoginAudit.Responder.Runtime;

/// <summary>One event, as the Lambda Runtime API hands it to the function.</summary>
/// <param name="RequestId">Names the invocation; the answer goes to it.</param>
/// <param name="Deadline">When Lambda ends the process.</param>
/// <param name="TraceId">The X-Ray header of the invocation; null where Lambda sends none.</param>
/// <param name="FunctionArn">The ARN by which the function was called.</param>
/// <param name="Payload">The event's JSON.</param>
internal sealed record RuntimeEvent(string RequestId, DateTimeOffset Deadline, string? TraceId, string FunctionArn, byte[] Payload)
{
    /// <summary>The account that the function is in.</summary>
    public string AccountId => FunctionArn.Split(':')[4];
}
