using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalAws;
using LocalAws.Identity;

namespace AwsLoginAudit.Tests;

/// <summary>Speaks to a LocalAws by plain HTTP, so that nothing of an SDK comes between a test and the wire.</summary>
internal sealed class LocalAwsCaller(LocalAwsServer server) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = server.Endpoint };

    public string Region { get; init; } = "us-east-1";

    public string? Authorization { get; set; }

    /// <summary>Null: somebody who may do everything.</summary>
    public RoleCredentials? Credentials { get; init; }

    public static async Task<(LocalAwsServer Server, LocalAwsCaller Caller)> StartAsync(TimeProvider? clock = null)
    {
        var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { Clock = clock ?? TimeProvider.System, Lifetime = TimeSpan.FromMinutes(2) });
        return (server, new LocalAwsCaller(server));
    }

    public Task<Answer> Logs(string operation, object parameters) => Send("logs", $"Logs_20140328.{operation}", "application/x-amz-json-1.1", parameters);

    public Task<Answer> Alarms(string operation, object parameters) => Send("monitoring", $"GraniteServiceVersion20100801.{operation}", "application/x-amz-json-1.0", parameters);

    public Task<Answer> Systems(string operation, object parameters) => Send("ssm", $"AmazonSSM.{operation}", "application/x-amz-json-1.1", parameters);

    public Task<Answer> Queues(string operation, object parameters) => Send("sqs", $"AmazonSQS.{operation}", "application/x-amz-json-1.0", parameters);

    public Task<Answer> Tables(string operation, object parameters) => Send("dynamodb", $"DynamoDB_20120810.{operation}", "application/x-amz-json-1.0", parameters);

    public Task<Answer> Rules(string operation, object parameters) => Send("events", $"AWSEvents.{operation}", "application/x-amz-json-1.1", parameters);

    /// <summary>Asks Lambda; parameters are JSON, or none.</summary>
    public async Task<Answer> Functions(HttpMethod method, string path, string? parameters = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (parameters is not null)
            request.Content = new StringContent(parameters, Encoding.UTF8, "application/json");
        Sign(request, "lambda", "host;x-amz-date");
        return await Answer(request);
    }

    public Task<(HttpStatusCode Status, XElement Body)> Notifications(string operation, params (string Name, string Value)[] parameters) => Query("sns", "2010-03-31", operation, parameters);

    public Task<(HttpStatusCode Status, XElement Body)> Mail(string operation, params (string Name, string Value)[] parameters) => Query("ses", "2010-12-01", operation, parameters);

    public Task<(HttpStatusCode Status, XElement Body)> Identity(string operation, params (string Name, string Value)[] parameters) => Query("iam", "2010-05-08", operation, parameters);

    public Task<(HttpStatusCode Status, XElement Body)> Caller() => Query("sts", "2011-06-15", "GetCallerIdentity", []);

    /// <summary>Asks a service of the Query protocol; the answer's XML without its namespace.</summary>
    private async Task<(HttpStatusCode Status, XElement Body)> Query(string service, string version, string operation, (string Name, string Value)[] parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new FormUrlEncodedContent([new("Action", operation), new("Version", version), .. parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))]);
        Sign(request, service, "content-type;host;x-amz-date");
        using var response = await client.SendAsync(request);
        var body = XElement.Parse(await response.Content.ReadAsStringAsync());
        foreach (var element in body.DescendantsAndSelf())
            element.Name = element.Name.LocalName;
        return (response.StatusCode, body);
    }

    public async Task<Answer> Send(string service, string target, string contentType, object parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(parameters as string ?? JsonSerializer.Serialize(parameters)));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Amz-Target", target);
        Sign(request, service, "content-type;host;x-amz-date;x-amz-target");
        return await Answer(request);
    }

    private async Task<Answer> Answer(HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, body.Length == 0 ? null : JsonNode.Parse(body), response.Headers.Contains("x-amzn-RequestId"), Header("x-amzn-query-error"))
        {
            ErrorType = Header("x-amzn-ErrorType"),
        };

        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }

    /// <summary>Every page of FilterLogEvents.</summary>
    public async Task<List<JsonArray>> AllPages(object parameters)
    {
        var request = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        var pages = new List<JsonArray>();
        while (true)
        {
            var answer = (await Logs("FilterLogEvents", request)).Succeeded();
            pages.Add(answer["events"]!.AsArray());
            if (answer["nextToken"] is not { } token)
                return pages;
            request["nextToken"] = (string?)token;
        }
    }

    private void Sign(HttpRequestMessage request, string service, string signedHeaders)
    {
        var date = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.Add("X-Amz-Date", date);
        if (Credentials is { SessionToken.Length: > 0 })
            request.Headers.Add("X-Amz-Security-Token", Credentials.SessionToken);
        var authorization = Authorization
            ?? $"AWS4-HMAC-SHA256 Credential={Credentials?.AccessKeyId ?? "AKIDEXAMPLE"}/{date[..8]}/{Region}/{service}/aws4_request, SignedHeaders={signedHeaders}, Signature={new string('0', 64)}";
        if (authorization.Length > 0)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
    }

    public void Dispose() => client.Dispose();
}

internal sealed record Answer(HttpStatusCode Status, JsonNode? Body, bool HasRequestId, string? QueryError)
{
    /// <summary>Header of the error of a REST service.</summary>
    public string? ErrorType { get; init; }

    public string? Code => ErrorType ?? (string?)Body?["__type"];

    public string? Message => (string?)(Body?["message"] ?? Body?[nameof(Message)]);

    public JsonNode Succeeded()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Body}");
        return Body ?? new JsonObject();
    }

    public void Refused(string code, string? message = null, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        Assert.Equal(code, Code);
        Assert.Equal(status, Status);
        if (message is not null)
            Assert.Contains(message, Message, StringComparison.Ordinal);
    }
}

internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
