using AwsLoginAudit.Responder.Runtime;
using SampleFunction;

// The server holds standard input open: when that ends, the server is gone, and nobody else would end a handler that hangs.
_ = Task.Run(() =>
{
    using var input = Console.OpenStandardInput();
    input.CopyTo(Stream.Null);
    Environment.Exit(1);
});
return await new RuntimeLoop(failure => RuntimeError.Of(failure, failure.GetType().Name, failure.Message)).RunAsync(() => Handlers.Of(Environment.GetEnvironmentVariable("BEHAVIOR")!));
