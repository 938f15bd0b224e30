using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
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
        var route = services.SelectMany(s => s.Routes).FirstOrDefault(r => r.IsFor(http.Request));
        var body = await ReadBody(http.Request, route is null ? LargestBody : LargestRestBody);
        if (context.Faults.Latency > TimeSpan.Zero)
            await Task.Delay(context.Faults.Latency, http.RequestAborted);

        var fault = context.Faults.Next();
        if (context.Faults.Hold is { } hold)
            await hold(fault.Number, http.RequestAborted);
        var buffer = buffers.TryTake(out var used) ? used : new ArrayBufferWriter<byte>(64 * 1024);
        var action = "unknown";
        AwsException? error = null;
        var requestId = Guid.NewGuid().ToString();
        Service? service = null;
        var operation = "";
        try
        {
            var form = IsForm(http.Request) ? QueryForm.Parse(body) : null;
            service = services.FirstOrDefault(s => route is null ? IsFor(http.Request, form, s) : s.Routes.Contains(route)) ?? throw NoService(http.Request);
            operation = route?.Operation ?? form?["Action"]?.Value ?? http.Request.Headers["X-Amz-Target"].ToString()[((service.TargetPrefix?.Length ?? -1) + 1)..];
            action = $"{service.ActionPrefix}:{operation}";
            body = route?.ToJson(http.Request, body) ?? body;
            if (form is not null && service.Operations.TryGetValue(operation, out var asked))
                body = form.ToJson(asked.Shape);
            await Run(http, service, operation, action, body, fault, buffer);
            if (form is not null)
                Replace(buffer, QueryAnswer.Of(service, operation, buffer.WrittenMemory, requestId));
        }
        catch (AwsException refused)
        {
            error = service is { IsRest: true } ? RestAnswer.Of(refused) : refused;
            buffer.ResetWrittenCount();
            WriteError(buffer, service, error, requestId);
        }
        context.Requests.Add(action, CredentialScope.AccessKeyIdOf(http.Request), body, error?.Code);
        await Respond(http, service, fault, error, route?.Status ?? HttpStatusCode.OK, requestId, buffer.WrittenMemory);
        buffer.ResetWrittenCount();
        buffers.Add(buffer);
    }

    private async Task Run(HttpContext http, Service service, string operation, string action, byte[] body, RequestFault fault, ArrayBufferWriter<byte> buffer)
    {
        var request = http.Request;
        var type = request.ContentType?.Split(';')[0].Trim();
        if (type != service.ContentType && !(service.IsRest && type is null && request.ContentLength is null or 0))
            throw new AwsException("UnknownOperationException", $"{service.TargetPrefix} takes {service.ContentType}.", HttpStatusCode.NotFound);
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

    private async Task Respond(HttpContext http, Service? service, RequestFault fault, AwsException? error, HttpStatusCode success, string requestId, ReadOnlyMemory<byte> body)
    {
        var response = http.Response;
        if (fault.Kind == FaultKind.CutOff)
            body = body[..(body.Length / 2)];
        response.StatusCode = (int)(error?.Status ?? success);
        response.ContentType = service?.QueryVersion is not null ? "text/xml" : service?.ContentType ?? "application/x-amz-json-1.1";
        if (response.StatusCode != StatusCodes.Status204NoContent)
            response.ContentLength = body.Length;
        response.Headers["x-amzn-RequestId"] = requestId;
        if (fault.ClockSkew != TimeSpan.Zero)
            response.Headers.Date = (TimeProvider.System.GetUtcNow() + fault.ClockSkew).ToString("R", CultureInfo.InvariantCulture);
        if (error is not null && service is { IsQueryCompatible: true })
            response.Headers["x-amzn-query-error"] = $"{error.QueryCode ?? error.Code};{(response.StatusCode >= 500 ? "Receiver" : "Sender")}";
        if (error is not null && service is { IsRest: true })
            response.Headers["x-amzn-ErrorType"] = error.Code;

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

    private static void WriteError(ArrayBufferWriter<byte> buffer, Service? service, AwsException error, string requestId)
    {
        if (service is { IsRest: true })
            buffer.Write(RestAnswer.Body(error));
        else if (service?.QueryVersion is not null)
            buffer.Write(QueryAnswer.Of(service, error, requestId));
        else
            WriteError(buffer, error);
    }

    private static void WriteError(ArrayBufferWriter<byte> buffer, AwsException error)
    {
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartObject();
        writer.WriteString("__type", error.Code);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
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

    private static void Replace(ArrayBufferWriter<byte> buffer, byte[] content)
    {
        buffer.ResetWrittenCount();
        buffer.Write(content);
    }

    private static bool IsForm(HttpRequest request) => request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true;

    private static bool IsFor(HttpRequest request, QueryForm? form, Service service) =>
        request.Method == HttpMethods.Post && (request.Path == "/" || service.IsPath(request.Path)) && (form is null
            ? service.TargetPrefix is { } prefix && HasTarget(request, prefix)
            : service.QueryVersion is { } version && form["Version"]?.Value == version);

    private static bool HasTarget(HttpRequest request, string prefix) => request.Headers["X-Amz-Target"].ToString().StartsWith(prefix + ".", StringComparison.Ordinal);

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
