using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using LambdaRuntime;

namespace AwsLoginAudit.Benchmarks;

/// <summary>How long the responder takes from the start of its process to its first call of AWS, beside a function that only answers.</summary>
internal static class ColdStart
{
    private const int Rounds = 7;
    private const double TargetMilliseconds = 1000;
    private const string Responder = "AwsLoginAudit.Responder";
    private const string Echo = "SampleFunction";

    public static async Task MeasureAsync(Results results)
    {
        var zip = new FileInfo(Path.Combine(Places.Module, "AwsLoginAudit.Responder.zip"));
        var (responder, sample) = (Environment(), Environment());
        try
        {
            ZipFile.ExtractToDirectory(zip.FullName, responder.Task);
            foreach (var file in Directory.GetFiles(Places.SampleFunction))
                File.Copy(file, Path.Combine(sample.Task, Path.GetFileName(file)));
            // The first ones read the files from the disk.
            await MillisecondsAsync(responder, Responder);
            await MillisecondsAsync(sample, Echo);
            var (ours, echo) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await MillisecondsAsync(responder, Responder));
                echo.Add(await MillisecondsAsync(sample, Echo));
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
            Directory.Delete(responder.Root, recursive: true);
            Directory.Delete(sample.Root, recursive: true);
        }
    }

    private static LambdaFiles Environment() => new LambdaFiles(Directory.CreateTempSubdirectory().FullName).Create();

    /// <summary>From the process's start to the first request that is not of the Runtime API for an event: a call of AWS, or the answer.</summary>
    private static async Task<double> MillisecondsAsync(LambdaFiles files, string handler)
    {
        using var server = Listen(out var address);
        var start = Bootstrap.Resolve(files, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = address,
            ["LAMBDA_TASK_ROOT"] = files.Task,
            ["_HANDLER"] = handler,
            ["AWS_ENDPOINT_URL"] = "http://" + address,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "made-up",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/f",
            ["SENDER_EMAIL"] = "audit@corp.example",
            ["RECIPIENT_EMAIL"] = "soc@corp.example",
            ["BEHAVIOR"] = "Echo",
        });
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        var since = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            while (true)
            {
                var request = await server.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30));
                if (!request.Request.Url!.AbsolutePath.EndsWith("/invocation/next", StringComparison.Ordinal))
                    return since.Elapsed.TotalMilliseconds;
                request.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "1";
                request.Response.Headers["Lambda-Runtime-Deadline-Ms"] = TimeProvider.System.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
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
