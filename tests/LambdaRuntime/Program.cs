using LambdaRuntime;

// What Lambda's managed runtime does: loads the handler, then takes one event after the other from the Runtime API.
// The server holds standard input open; when it ends, the server is gone, and so is whoever would read an answer.
_ = Task.Run(() =>
{
    using var input = Console.OpenStandardInput();
    input.CopyTo(Stream.Null);
    Environment.Exit(1);
});

using var api = new RuntimeClient(Variable("AWS_LAMBDA_RUNTIME_API"));
Handler handler;
try
{
    handler = Handler.Load(Variable("LAMBDA_TASK_ROOT"), Variable("_HANDLER"));
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync(e.ToString());
    await api.ReportInitError(e);
    return 1;
}

while (await api.Next() is var (requestId, payload))
{
    var (result, error) = await Run(handler, payload);
    if (error is not null)
        await Console.Error.WriteLineAsync(error.ToString());
    EndOutput(requestId);
    await (error is null ? api.Respond(requestId, result) : api.ReportError(requestId, error));
}
return 1;

static async Task<(byte[] Result, Exception? Error)> Run(Handler handler, byte[] payload)
{
    try
    {
        return (await handler.Run(payload), null);
    }
    catch (Exception e)
    {
        return ([], e);
    }
}

static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

// The server reads the pipes and the answer side by side: this tells it that nothing more of this event is on its way.
static void EndOutput(string requestId)
{
    Console.Out.Flush();
    Console.Error.Flush();
    foreach (var stream in new[] { Console.OpenStandardOutput(), Console.OpenStandardError() })
    {
        stream.Write(System.Text.Encoding.UTF8.GetBytes($"\u001e{requestId}\n"));
        stream.Flush();
    }
}
