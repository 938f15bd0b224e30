using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using LocalAws.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalAws.Http;

/// <summary>One request from its headers to its answer: who is it for, is it signed, does it fail by plan, is it valid, run it.</summary>
internal sealed class RequestPipeline(ServerContext context, Guard guard, IReadOnlyList<Service> services)
{
    /// <summary>A mail of 10 MiB in base64, escaped for a form, with room for what goes with it.</summary>
    private const int LargestBody = 16 * 1024 * 1024;

    /// <summary>Of a REST service: a function's code as Lambda takes it directly.</summary>
    public const int LargestRestBody = 70_167_211;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Pages are a megabyte: their buffers are used again.</summary>
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> buffers = [];

    public async Task Handle(HttpContext http)
    {
        var isRest = services.Any(s => s.Routes.Any(r => r.IsFor(http.Request)));
        var body = await ReadBody(http.Request, isRest ? LargestRestBody : LargestBody);
        if (context.Faults.Latency > TimeSpan.Zero)
            await Task.Delay(context.Faults.Latency, http.RequestAborted);

        var fault = context.Faults.Next();
        if (context.Faults.Hold is { } hold)
            await hold(fault.Number, http.RequestAborted);
        var buffer = buffers.TryTake(out var used) ? used : new ArrayBufferWriter<byte>(64 * 1024);
        var action = "unknown";
        AwsException? error = null;
        var requestId = Guid.NewGuid().ToString();
        ServiceCall? call = null;
        ReadOnlyMemory<byte> answer;
        try
        {
            call = ServiceCall.Find(http.Request, body, services) ?? throw NoService(http.Request);
            action = $"{call.Service.ActionPrefix}:{call.Operation}";
            body = call.Parameters();
            await Run(http, call, action, body, fault, buffer);
            answer = call.Answer(buffer.WrittenMemory, requestId);
        }
        catch (AwsException refused)
        {
            error = call?.Translate(refused) ?? refused;
            answer = call?.Error(error, requestId) ?? JsonCall.ErrorBody(error);
        }
        context.Requests.Add(action, CredentialScope.AccessKeyIdOf(http.Request), body, error?.Code);
        await Respond(http, call, fault, error, requestId, answer);
        buffer.ResetWrittenCount();
        buffers.Add(buffer);
    }

    private async Task Run(HttpContext http, ServiceCall call, string action, byte[] body, RequestFault fault, ArrayBufferWriter<byte> buffer)
    {
        var (request, service, operation) = (http.Request, call.Service, call.Operation);
        if (call.RequestType is { } type && request.ContentType?.Split(';')[0].Trim() != type)
            throw new AwsException("UnknownOperationException", $"{service.ActionPrefix} takes {type}.", HttpStatusCode.NotFound);
        CredentialScope.Demand(request, service.SigningName, service.IsGlobal ? "us-east-1" : context.Options.Region, fault.ClockSkew);
        if (fault.CredentialsExpired || context.Faults.IsExpired(request.Headers["X-Amz-Security-Token"].ToString()))
            throw new AwsException("ExpiredTokenException", "The security token included in the request is expired") { QueryCode = "ExpiredToken" };
        if (fault.Kind == FaultKind.Throttle || context.Faults.IsThrottled(action))
            throw new AwsException("ThrottlingException", "Rate exceeded") { QueryCode = "Throttling" };
        if (fault.Kind == FaultKind.ServerError)
            throw fault.Number % 2 == 0
                ? new AwsException("ServiceUnavailableException", "The service cannot complete the request.", HttpStatusCode.ServiceUnavailable) { QueryCode = "ServiceUnavailable" }
                : new AwsException("InternalFailure", "The request processing has failed because of an unknown error, exception or failure.", HttpStatusCode.InternalServerError);
        if (!service.Operations.TryGetValue(operation, out var known))
            throw AwsException.NotSupported($"The operation {action}");

        using var document = Parse(body);
        var parameters = document.RootElement;
        known.Shape.Demand(parameters, service.ValidationCode);
        Caller caller;
        lock (context.Gate)
        {
            caller = guard.CallerOf(service, CredentialScope.AccessKeyIdOf(request), request.Headers["X-Amz-Security-Token"]);
            guard.Demand(caller, service, operation, parameters);
        }
        await service.Wait(operation, parameters, http.RequestAborted);
        using var writer = new Utf8JsonWriter(buffer, Json);
        lock (context.Gate)
        {
            context.Caller = caller;
            known.Run(parameters, writer);
        }
    }

    private async Task Respond(HttpContext http, ServiceCall? call, RequestFault fault, AwsException? error, string requestId, ReadOnlyMemory<byte> body)
    {
        var response = http.Response;
        if (fault.Kind == FaultKind.CutOff)
            body = body[..(body.Length / 2)];
        response.StatusCode = (int)(error?.Status ?? call?.Status ?? HttpStatusCode.OK);
        response.ContentType = call?.ResponseType ?? "application/x-amz-json-1.1";
        if (response.StatusCode != StatusCodes.Status204NoContent)
            response.ContentLength = body.Length;
        response.Headers["x-amzn-RequestId"] = requestId;
        if (fault.ClockSkew != TimeSpan.Zero)
            response.Headers.Date = (TimeProvider.System.GetUtcNow() + fault.ClockSkew).ToString("R", CultureInfo.InvariantCulture);
        call?.AddHeaders(response.Headers, error);

        await WriteAsync(http, fault.Kind, body);
    }

    private async Task WriteAsync(HttpContext http, FaultKind kind, ReadOnlyMemory<byte> body)
    {
        var target = http.Response.Body;
        if (kind is FaultKind.Trickle)
        {
            await TrickleAsync(target, body, context.Faults.TrickleBytesPerSecond, http.RequestAborted);
            return;
        }
        if (kind is not (FaultKind.Reset or FaultKind.Stall))
        {
            await target.WriteAsync(body);
            return;
        }
        if (body.Length > 1)
        {
            await target.WriteAsync(body[..(body.Length / 2)]);
            await target.FlushAsync();
        }
        if (kind is FaultKind.Stall)
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
    }

    private static async Task TrickleAsync(Stream target, ReadOnlyMemory<byte> body, int bytesPerSecond, CancellationToken hungUp)
    {
        const int MostPerWrite = 16 * 1024;
        for (var sent = 0; sent < body.Length && !hungUp.IsCancellationRequested;)
        {
            var piece = Math.Clamp(bytesPerSecond / 10, 1, Math.Min(MostPerWrite, body.Length - sent));
            await target.WriteAsync(body.Slice(sent, piece), hungUp);
            await target.FlushAsync(hungUp);
            sent += piece;
            await Task.Delay(TimeSpan.FromSeconds((double)piece / bytesPerSecond), hungUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Told below, in AWS's words.
        }
        throw new AwsException("SerializationException", "The request body is not a JSON object.");
    }

    private static AwsException NoService(HttpRequest request) =>
        AwsException.NotSupported($"{request.Method} {request.Path} with the target '{request.Headers["X-Amz-Target"]}' and the content type '{request.ContentType}'");

    private static async Task<byte[]> ReadBody(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            throw new BadHttpRequestException($"The body is larger than {limit} bytes.", StatusCodes.Status413PayloadTooLarge);
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
