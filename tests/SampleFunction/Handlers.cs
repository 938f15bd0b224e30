using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AwsLoginAudit.Responder.Runtime;

namespace SampleFunction;

/// <summary>Handlers that behave in every way.</summary>
internal static class Handlers
{
    private static int runs;

    /// <summary>The handler of a name.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name: the function cannot start.</exception>
    public static RuntimeHandler Of(string behavior) => behavior switch
    {
        "Echo" => (received, _) => Task.FromResult(received.Payload),
        "Fail" => (_, _) => throw new InvalidOperationException("broken"),
        "FailTwice" => (received, _) => ++runs <= 2 ? throw new InvalidOperationException($"run {runs}") : Task.FromResult(received.Payload),
        "Leak" => (_, _) => throw new InvalidOperationException(string.Join(' ', Environment.GetEnvironmentVariables().Values.Cast<string>())),
        "Hang" => async (received, _) =>
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return received.Payload;
        }
        ,
        "Wait" => async (received, ending) =>
        {
            await Task.Delay(Timeout.Infinite, ending);
            return received.Payload;
        }
        ,
        "Exit" => (_, _) =>
        {
            Environment.Exit(3);
            return Task.FromResult<byte[]>([]);
        }
        ,
        "Write" => (received, _) => Task.FromResult(Write(received)),
        "Intrude" => (received, _) => IntrudeAsync(received),
        "Look" => (received, _) => Task.FromResult(Look(received)),
        "Hoard" => (_, _) => Task.FromResult<byte[]>([(byte)Hoard()]),
        "Large" => (_, _) => Task.FromResult("\""u8.ToArray().Concat(new byte[7 << 20]).ToArray()),
        _ => throw new InvalidOperationException($"There is no {behavior}."),
    };

    /// <summary>Takes memory that .NET does not count.</summary>
    private static int Hoard()
    {
        for (var taken = 0; taken < 1024; taken++)
            Marshal.Copy(new byte[1 << 20], 0, Marshal.AllocHGlobal(1 << 20), 1 << 20);
        return '1';
    }

    /// <summary>Writes to standard output and error, and leaves a line open.</summary>
    private static byte[] Write(RuntimeEvent received)
    {
        Console.WriteLine("out");
        Console.Error.WriteLine("err");
        Console.Write("open");
        return received.Payload;
    }

    /// <summary>Makes calls of the Runtime API that are not its turn, and returns their status codes.</summary>
    private static async Task<byte[]> IntrudeAsync(RuntimeEvent received)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/") };
        using var next = await client.GetAsync("invocation/next");
        using var other = await client.PostAsync($"invocation/{Guid.NewGuid()}/response", new ByteArrayContent(received.Payload));
        using var start = await client.PostAsync("init/error", new ByteArrayContent("{}"u8.ToArray()));
        return JsonSerializer.SerializeToUtf8Bytes(new[] { (int)next.StatusCode, (int)other.StatusCode, (int)start.StatusCode });
    }

    /// <summary>The function's environment, folder, process, memory and time.</summary>
    private static byte[] Look(RuntimeEvent received) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Variables = Environment.GetEnvironmentVariables(),
        Folder = Environment.CurrentDirectory,
        Process = Environment.ProcessId,
        Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Zone = TimeZoneInfo.Local.BaseUtcOffset,
        Deadline = received.Deadline.ToString("O", CultureInfo.InvariantCulture),
    });
}
