using System.Reflection;
using System.Text.Json;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EventBridge;
using Amazon.IdentityManagement;
using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.SimpleEmail;
using Amazon.SimpleNotificationService;
using Type = System.Type;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>The model classes against the service models that AWS publishes, as botocore carries them.</summary>
public sealed class ServiceModelTests
{
    // Where the published .NET SDK gives a long of epoch milliseconds as DateTime.
    private static readonly HashSet<string> LongsThatAreDates =
    [
        "InputLogEvent.Timestamp", "OutputLogEvent.Timestamp", "OutputLogEvent.IngestionTime", "GetLogEventsRequest.StartTime", "GetLogEventsRequest.EndTime",
        "LogGroup.CreationTime", "LogStream.CreationTime", "LogStream.FirstEventTimestamp", "LogStream.LastEventTimestamp", "LogStream.LastIngestionTime", "MetricFilter.CreationTime",
    ];

    [Fact]
    public Task CloudWatchLogs_is_as_its_service_model_says() => CheckAsync("logs/2014-03-28", typeof(AmazonCloudWatchLogsClient), camelCase: true);

    [Fact]
    public Task CloudWatch_is_as_its_service_model_says() => CheckAsync("cloudwatch/2010-08-01", typeof(AmazonCloudWatchClient), camelCase: false);

    [Fact]
    public Task SNS_is_as_its_service_model_says() => CheckAsync("sns/2010-03-31", typeof(AmazonSimpleNotificationServiceClient), camelCase: false);

    [Fact]
    public Task IAM_is_as_its_service_model_says() => CheckAsync("iam/2010-05-08", typeof(AmazonIdentityManagementServiceClient), camelCase: false);

    [Fact]
    public Task SES_is_as_its_service_model_says() => CheckAsync("ses/2010-12-01", typeof(AmazonSimpleEmailServiceClient), camelCase: false);

    [Fact]
    public Task Lambda_is_as_its_service_model_says() => CheckAsync("lambda/2015-03-31", typeof(AmazonLambdaClient), camelCase: false);

    [Fact]
    public Task EventBridge_is_as_its_service_model_says() => CheckAsync("events/2015-10-07", typeof(AmazonEventBridgeClient), camelCase: false);

    [Fact]
    public async Task Requests_to_Lambda_go_where_its_service_model_says()
    {
        using var document = await Botocore.LoadOrSkipAsync("lambda/2015-03-31");
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("{}"));
        using var lambda = server.Lambda();
        foreach (var call in CallsOf(typeof(AmazonLambdaClient)))
        {
            var http = OperationOf(document, call).GetProperty("http");
            var (method, path) = (http.GetProperty("method").GetString(), http.GetProperty("requestUri").GetString()!);
            var request = Activator.CreateInstance(call.GetParameters()[0].ParameterType)!;
            foreach (var member in request.GetType().GetProperties().Where(p => path.Contains($"{{{p.Name}}}", StringComparison.Ordinal)))
            {
                member.SetValue(request, member.Name + ":1");
                path = path.Replace($"{{{member.Name}}}", member.Name + "%3A1", StringComparison.Ordinal);
            }

            await (Task)call.Invoke(lambda, [request, TestContext.Current.CancellationToken])!;

            var sent = server.Requests[^1];
            Assert.Equal((method, path, method is "POST" or "PUT" ? "{}" : ""), (sent.Method, sent.Path, sent.Body));
        }
    }

    private static async Task CheckAsync(string path, Type client, bool camelCase)
    {
        using var document = await Botocore.LoadOrSkipAsync(path);
        var model = new ServiceModel(document.RootElement, camelCase);
        foreach (var call in CallsOf(client))
        {
            var operation = OperationOf(document, call);
            model.Check(call.GetParameters()[0].ParameterType, operation, "input");
            model.Check(call.ReturnType.GenericTypeArguments[0], operation, "output");
            if (document.RootElement.GetProperty("metadata").GetProperty("protocol").GetString() == "query")
                model.CheckQuery(call.Name[..^"Async".Length], operation, client);
        }

        model.CheckAllBelong(client);
        Assert.True(model.Faults.Count == 0, string.Join('\n', model.Faults));
    }

    private static List<MethodInfo> CallsOf(Type client)
    {
        var calls = client.GetMethods().Where(m => m.DeclaringType == client).ToList();
        Assert.NotEmpty(calls);
        return calls;
    }

    private static JsonElement OperationOf(JsonDocument document, MethodInfo call) =>
        document.RootElement.GetProperty("operations").GetProperty(call.Name[..^"Async".Length]);

    private sealed class ServiceModel(JsonElement root, bool camelCase)
    {
        private readonly HashSet<string> checkedShapes = [];
        private readonly HashSet<Type> checkedTypes = [];

        public List<string> Faults { get; } = [];

        public void Check(Type type, JsonElement operation, string direction)
        {
            checkedTypes.Add(type);
            if (operation.TryGetProperty(direction, out var shape))
                CheckStructure(type, shape.GetProperty("shape").GetString()!);
            else if (Members(type).Any())
                Faults.Add($"{type.Name} has members, the model has none");
        }

        /// <summary>That a service keeps to what the Query protocol does without being told, and that its errors have their exceptions.</summary>
        public void CheckQuery(string name, JsonElement operation, Type client)
        {
            if (operation.TryGetProperty("output", out var output) && output.GetProperty("resultWrapper").GetString() != name + "Result")
                Faults.Add($"{name}: its result is named otherwise");
            foreach (var shape in root.GetProperty("shapes").EnumerateObject().Where(s => checkedShapes.Contains(s.Name)))
            {
                if (shape.Value.TryGetProperty("flattened", out _) || shape.Value.ToString().Contains("\"locationName\"", StringComparison.Ordinal))
                    Faults.Add($"{shape.Name}: not all of it has its usual name");
            }

            var errors = operation.TryGetProperty("errors", out var named) ? named.EnumerateArray().Select(e => e.GetProperty("shape").GetString()!) : [];
            foreach (var error in errors.Where(e => client.Assembly.GetType($"{client.Namespace}.Model.{ExceptionOf(e)}") is null))
                Faults.Add($"{name}: no exception {error}");
        }

        /// <summary>That every model class is part of a call, and every exception an error of the service.</summary>
        public void CheckAllBelong(Type client)
        {
            var errors = root.GetProperty("shapes").EnumerateObject().Where(s => s.Value.TryGetProperty("exception", out _)).Select(s => ExceptionOf(s.Name)).ToHashSet();
            foreach (var type in client.Assembly.GetExportedTypes().Where(t => t.Namespace == client.Namespace + ".Model" && !t.IsAbstract))
            {
                if (typeof(Exception).IsAssignableFrom(type) ? !errors.Contains(type.Name) : !checkedTypes.Contains(type))
                    Faults.Add($"{type.Name}: not of the model");
            }
        }

        // As the .NET SDK names them: MessageRejected is MessageRejectedException there, InternalServiceFault is InternalServiceException.
        private static string ExceptionOf(string shapeName) =>
            shapeName.EndsWith("Exception", StringComparison.Ordinal) ? shapeName
            : shapeName.EndsWith("Fault", StringComparison.Ordinal) ? shapeName[..^"Fault".Length] + "Exception"
            : shapeName + "Exception";

        // What a class has from the SDK's own base classes is no member.
        private static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties().Where(p => p.DeclaringType!.Assembly == type.Assembly);

        private void CheckStructure(Type type, string shapeName)
        {
            checkedShapes.Add(shapeName);
            checkedTypes.Add(type);
            var shape = root.GetProperty("shapes").GetProperty(shapeName);
            foreach (var member in Members(type))
            {
                var name = camelCase ? char.ToLowerInvariant(member.Name[0]) + member.Name[1..] : member.Name;
                if (!shape.GetProperty("members").TryGetProperty(name, out var found))
                    Faults.Add($"{type.Name}.{member.Name}: {shapeName} has no {name}");
                else if (found.TryGetProperty("location", out var location) && location.GetString() != "uri")
                    Faults.Add($"{type.Name}.{member.Name}: its place is the {location}, where no protocol here puts it");
                else
                    CheckType(member.PropertyType, found.GetProperty("shape").GetString()!, $"{type.Name}.{member.Name}");
            }

            var required = shape.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];
            foreach (var name in required.Where(n => !Members(type).Any(m => m.Name.Equals(n, StringComparison.OrdinalIgnoreCase))))
                Faults.Add($"{type.Name} lacks {name}, which {shapeName} requires");
        }

        private void CheckType(Type type, string shapeName, string where)
        {
            checkedShapes.Add(shapeName);
            var shape = root.GetProperty("shapes").GetProperty(shapeName);
            switch (shape.GetProperty("type").GetString())
            {
                case "structure":
                    CheckStructure(type, shapeName);
                    break;
                case "list" when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>):
                    CheckType(type.GenericTypeArguments[0], shape.GetProperty("member").GetProperty("shape").GetString()!, where + "[]");
                    break;
                case "map" when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>):
                    CheckType(type.GenericTypeArguments[1], shape.GetProperty("value").GetProperty("shape").GetString()!, where + "{}");
                    break;
                case var kind when Scalar(kind!, shape, where) != type && !(shape.TryGetProperty("enum", out _) && typeof(ConstantClass).IsAssignableFrom(type)):
                    Faults.Add($"{where} is {type}, the model says {kind}");
                    break;
                default:
                    CheckConstants(type, shape, where);
                    break;
            }
        }

        private static Type? Scalar(string kind, JsonElement shape, string where) => kind switch
        {
            // Lists of enumerations are lists of strings in the .NET SDK, single values are constants.
            "string" when shape.TryGetProperty("enum", out _) && !where.EndsWith("[]", StringComparison.Ordinal) => null,
            "string" => typeof(string),
            "integer" => typeof(int?),
            "long" => LongsThatAreDates.Contains(where) ? typeof(DateTime?) : typeof(long?),
            "double" => typeof(double?),
            "boolean" => typeof(bool?),
            "blob" => typeof(MemoryStream),
            "timestamp" => typeof(DateTime?),
            _ => null,
        };

        private void CheckConstants(Type type, JsonElement shape, string where)
        {
            if (!typeof(ConstantClass).IsAssignableFrom(type))
                return;
            var known = shape.GetProperty("enum").EnumerateArray().Select(v => v.GetString()).ToHashSet();
            foreach (var constant in type.GetFields().Select(f => ((ConstantClass)f.GetValue(null)!).Value).Where(v => !known.Contains(v)))
                Faults.Add($"{where}: {type.Name} {constant} is no value of the model");
        }
    }
}
