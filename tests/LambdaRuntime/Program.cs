using System.Net;
using System.Text.Json;
using LambdaRuntime;

// The loop of a Lambda runtime over the Runtime API: takes one event after the other, hands it to the function, and says how that ended. It ends when nobody
// answers any more.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
var api = $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/";
using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };

async Task TellAsync(string path, Exception failure)
{
    var error = new { errorType = failure.GetType().Name, errorMessage = failure.Message, stackTrace = (failure.StackTrace ?? "").Split('\n') };
    using var content = new StringContent(JsonSerializer.Serialize(error));
    content.Headers.Add("Lambda-Runtime-Function-Error-Type", failure.GetType().Name);
    using var answer = await client.PostAsync(api + path, content);
}

try
{
    Handler handler;
    try
    {
        handler = Handler.Load(Environment.GetEnvironmentVariable("LAMBDA_TASK_ROOT")!, Environment.GetEnvironmentVariable("_HANDLER")!);
    }
    catch (Exception failure)
    {
        await TellAsync("init/error", failure);
        return 1;
    }

    while (true)
    {
        using var next = await client.GetAsync(api + "invocation/next");
        if (next.StatusCode != HttpStatusCode.OK)
            return 1;
        var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
        try
        {
            await using var input = await next.Content.ReadAsStreamAsync();
            using var output = new ByteArrayContent(await handler.InvokeAsync(input));
            using var answer = await client.PostAsync($"{api}invocation/{id}/response", output);
        }
        catch (Exception failure) when (failure is not HttpRequestException)
        {
            await TellAsync($"invocation/{id}/error", failure);
        }
    }
}
catch (HttpRequestException)
{
    return 0;
}
