using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace AwsLoginAudit.Benchmarks;

/// <summary>How long the responder takes from the start of its process to its first call of AWS, beside a function that only answers.</summary>
internal static class ColdStart
{
    private const int Rounds = 7;
    private const double TargetMilliseconds = 1000;
    private const string Responder = "AwsLoginAudit.Responder::AwsLoginAudit.Responder.Function::HandleAsync";
    private const string Echo = "SampleFunction::SampleFunction.Handlers::EchoAsync";

    public static async Task MeasureAsync(Results results)
    {
        var zip = new FileInfo(Path.Combine(Places.Module, "AwsLoginAudit.Responder.zip"));
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            ZipFile.ExtractToDirectory(zip.FullName, folder.FullName);
            // The first ones read the files from the disk.
            await MillisecondsAsync(folder.FullName, Responder);
            await MillisecondsAsync(Places.SampleFunction, Echo);
            var (ours, echo) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await MillisecondsAsync(folder.FullName, Responder));
                echo.Add(await MillisecondsAsync(Places.SampleFunction, Echo));
            }
            var (median, least) = (ours.Median(), echo.Median());
            results.Rows.Add(new(
                $"Cold start of the responder, a zip of {zip.Length / 1048576.0:0.0} MB, to its first call",
                $"{median:N0} ms",
                $"a function that only answers: {least:N0} ms",
                $"{median / least:0.0}",
                $"{TargetMilliseconds:N0} ms",
                median <= TargetMilliseconds));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>From the process's start to the first request that is not of the Runtime API for an event: a call of AWS, or the answer.</summary>
    private static async Task<double> MillisecondsAsync(string folder, string handler)
    {
        using var server = Listen(out var address);
        var since = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Places.LambdaRuntime])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AWS_LAMBDA_RUNTIME_API"] = address, ["LAMBDA_TASK_ROOT"] = folder, ["_HANDLER"] = handler, ["AWS_ENDPOINT_URL"] = "http://" + address,
                ["AWS_REGION"] = "us-east-1", ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "made-up", ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/f",
                ["SENDER_EMAIL"] = "audit@corp.example", ["RECIPIENT_EMAIL"] = "soc@corp.example",
            },
        })!;
        try
        {
            while (true)
            {
                var request = await server.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30));
                if (!request.Request.Url!.AbsolutePath.EndsWith("/invocation/next", StringComparison.Ordinal))
                    return since.Elapsed.TotalMilliseconds;
                request.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "1";
                await request.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("""{"followUp":"WindowsSecurityLogsAlarm"}"""));
                request.Response.Close();
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static HttpListener Listen(out string address)
    {
        // A port that was free a moment ago.
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            address = probe.LocalEndpoint.ToString()!;
        }
        var server = new HttpListener();
        server.Prefixes.Add($"http://{address}/");
        server.Start();
        return server;
    }
}
