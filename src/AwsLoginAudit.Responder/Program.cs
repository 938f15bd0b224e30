using AwsLoginAudit.Responder;
using AwsLoginAudit.Responder.Runtime;

// Lambda's managed runtime starts this program itself, because the handler "AwsLoginAudit.Responder" names no method.
var log = new FunctionLog(Console.Out);
return await new RuntimeLoop(FunctionLog.ErrorType).RunAsync(() => Function.Start(log).HandleAsync);
