using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>moto_server as a process, where it is on this machine.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    private Process? moto;
    private string url = "";

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        url = $"http://127.0.0.1:{port}";
        moto = ChildProcess.TryStart("moto_server", ["-H", "127.0.0.1", "-p", $"{port}"], static environment => environment["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true");
        if (moto is null)
            return;
        moto.OutputDataReceived += static (_, _) => { };
        moto.ErrorDataReceived += static (_, _) => { };
        moto.BeginOutputReadLine();
        moto.BeginErrorReadLine();
        if (await AnswersAsync())
            return;

        // A launcher without its program behind it ends at once.
        var absent = moto.HasExited;
        await DisposeAsync();
        Assert.True(absent, "moto_server did not answer within 30 seconds");
    }

    public ValueTask DisposeAsync()
    {
        if (moto is { HasExited: false })
            moto.Kill(entireProcessTree: true);
        moto?.Dispose();
        moto = null;
        return ValueTask.CompletedTask;
    }

    /// <summary>A client's configuration for this server; skips the test where there is none.</summary>
    public T ConfigureOrSkip<T>(T config)
        where T : ClientConfig
    {
        Assert.SkipWhen(moto is null, "moto_server is not on this machine");
        config.ServiceURL = url;
        config.AuthenticationRegion = "us-east-1";
        config.MaxErrorRetry = 0;
        return config;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 120 && !moto!.HasExited; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url + "/moto-api/"));
                return true;
            }
            catch (HttpRequestException)
            {
                // It opens its port when it is ready, and says so nowhere else.
                await Task.Delay(250);
            }
        }

        return false;
    }
}
